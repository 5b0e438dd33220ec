import type { CommandInput, CommandName } from '../../src-core/contract/commands.ts'
import { startBackend } from './backend-server.ts'
import { leaveProgram } from './tunnel/left-program.ts'
import { createTemporaryFolder, startWorkbench } from './running-workbench.ts'
import { createPrograms, isState, statusWhen } from './tunnel/fake-programs.ts'

/** Values that occur nowhere else, so that a test finds them anywhere. */
export const SECRETS = {
  token: 'TokenThatNobodyMaySee01',
  aesKey: 'CurrentKeyThatNobodyMaySee0123456789abcdefA',
  previousAesKey: 'PreviousKeyThatNobodyMaySee0123456789abcdeA',
}

/**
 * Starts a workbench that has something for every command: two accounts, exchanges, a message that waits, a backend, a
 * check-up, a tunnel, and a program that an earlier run left behind.
 */
export async function startBusyWorkbench() {
  const tunnelRecords = createTemporaryFolder()
  const left = await leaveProgram(tunnelRecords)
  const workbench = await startWorkbench({
    tunnelRecords,
    programs: createPrograms({ bore: BORE }),
    updateSource: NOBODYS_RELEASES,
  })
  const { call } = workbench
  const backend = await startBackend((response) => void response.end('success'))
  const { id: account, path } = await workbench.account()
  const publicUrl = workbench.responder().origin + path
  const backends = [{ id: 'backend', name: 'backend', url: backend.origin, copies: false }]
  const keys = {
    ...SECRETS,
    previousAesKey: `${SECRETS.previousAesKey}=`,
    appId: 'wx5823bf96d3bd56c7',
    mode: 'safe',
  } as const
  await call('account.update', {
    id: account,
    change: { ...keys, publicUrl, backends, rules: [{ ...RULE, enabled: false }] },
  })
  await call('message.send', { account, type: 'text' })
  const exchange = (await workbench.latest()).id
  const { id: byHand } = await call('account.create', {})
  const policy = { kind: 'hand', holdMs: 60_000 } as const
  await call('account.update', { id: byHand, change: { ...SECRETS, mode: 'safe', policy } })
  const holding = workbench.next('request.held')
  // It is answered when the workbench is closed, unless a test answers it.
  void call('message.send', { account: byHand, type: 'text', run: 'send-held' }).catch(() => {})
  const { held } = await holding
  const { undo } = await call('template.remove', {
    id: (await call('template.save', { name: '误删', draft: { type: 'success' } })).id,
  })
  const { id: template } = await call('template.save', { name: '欢迎', draft: { type: 'success' } })
  const { id: sample } = await call('sample.save', { name: '旧的', text: '{}' })
  const { export: begun } = await call('export.begin', { format: 'json', language: 'zh' })
  const checkUp = { account, run: 'check-up-over', only: ['verification.echo'] }
  await call('checkUp.start', { ...checkUp, target: { kind: 'responder' } })
  await call('tunnel.start', { account, program: 'bore' })
  await statusWhen(workbench, (status) => isState('up')(status) && status.leftOver !== null)
  return {
    ...workbench,
    busy: { account, byHand, exchange, held: held.id, template, sample, undo, left, begun },
  }
}

/** Nobody listens there, so that asking fails at once. */
const NOBODYS_RELEASES = {
  kind: 'releases',
  address: 'https://127.0.0.1:1/owner/repository/releases/latest/download/latest.json',
  page: 'https://127.0.0.1:1/owner/repository/releases',
} as const

type Busy = Awaited<ReturnType<typeof startBusyWorkbench>>['busy']

const BORE = `#!/bin/sh
[ "$1" = local ] || exit 0
echo ' INFO bore_cli::client: listening at bore.pub:45871'
exec /bin/sleep 600
`
const DRAFT = { type: 'text', content: '你好' } as const
const RULE = {
  id: 'rule',
  name: '问候',
  enabled: true,
  match: {},
  reply: DRAFT,
  delayMs: 0,
  fault: 'none',
} as const
const RULE_FILE = JSON.stringify({
  mpscope: 'rules',
  version: 1,
  rules: [{ name: '问候', match: {}, reply: DRAFT }],
})
const HAR = JSON.stringify({
  log: {
    entries: [
      {
        startedDateTime: '2024-04-25T09:15:04.000Z',
        request: { method: 'GET', url: 'https://shop.example/wx' },
        response: { status: 200 },
      },
    ],
  },
})
const SIGNED = { timestamp: '1714036504', nonce: '1514711492' }

/** A typical input for each command, with which it does its work. */
export const everyCommand: { [Name in CommandName]: (busy: Busy) => CommandInput<Name> } = {
  'workbench.snapshot': () => ({}),
  'workbench.about': () => ({}),
  'catalogue.get': () => ({}),
  'sample.list': () => ({}),
  'sample.save': () => ({ name: '自己的', text: '<xml><MsgType>x</MsgType></xml>' }),
  'sample.remove': ({ sample: id }) => ({ id }),
  'exchange.list': () => ({ limit: 10 }),
  'filter.read': () => ({ filter: 'type:text', caret: 9 }),
  'exchange.find': () => ({ filter: 'type:text', from: 0, count: 10 }),
  'issues.list': () => ({ filter: '' }),
  'issues.understand': () => ({ code: 'reply.not-xml' }),
  'exchange.get': ({ exchange: id }) => ({ id }),
  'exchange.open': ({ exchange: id }) => ({ id }),
  'exchange.mark': ({ exchange: id }) => ({ ids: [id], pinned: true, note: '退款' }),
  'history.count': () => ({}),
  'history.size': () => ({}),
  'history.clear': () => ({}),
  'exchange.remove': () => ({ ids: ['none'] }),
  'request.counterparts': ({ held: id }) => ({ id }),
  'request.answer': ({ held: id }) => ({ id, draft: DRAFT }),
  'reply.preview': ({ held: id }) => ({ id, draft: DRAFT }),
  'reply.recent': () => ({}),
  'draft.save': ({ held: id }) => ({ id, draft: DRAFT }),
  'template.save': () => ({ name: '另一个', draft: DRAFT }),
  'template.remove': ({ template: id }) => ({ id }),
  'rule.try': ({ account }) => ({ account, rule: RULE }),
  'rule.remove': ({ account }) => ({ account, rule: 'rule' }),
  'rule.export': ({ account }) => ({ account }),
  'rule.import': ({ account }) => ({ account, text: RULE_FILE }),
  'cipher.createKey': () => ({}),
  'cipher.open': ({ account }) => ({
    account,
    text: '<xml><Encrypt>AAAA</Encrypt></xml>',
    signed: { ...SIGNED, msgSignature: '0'.repeat(40) },
  }),
  'cipher.seal': ({ account }) => ({ account, xml: '<xml/>' }),
  'signature.explain': ({ account }) => ({ account, ...SIGNED, encrypt: 'AAAA', received: '0'.repeat(40) }),
  'signature.make': ({ account }) => ({ account, ...SIGNED, encrypt: 'AAAA', tokenInCode: true }),
  'callback.read': () => ({ text: 'GET /wx?signature=a&timestamp=1714036504&nonce=b 401' }),
  'alarm.read': () => ({ text: '[Msg=Text][response_content="success"]' }),
  'alarm.write': ({ exchange: id }) => ({ id }),
  'account.create': () => ({}),
  'account.update': ({ account: id }) => ({ id, change: { name: '另一个' } }),
  'account.renewKey': ({ account: id }) => ({ id }),
  'account.mend': ({ account: id }) => ({ id, field: 'previousAesKey' }),
  'account.secret': ({ account: id }) => ({ id, field: 'token' }),
  'backend.remove': ({ account }) => ({ account, backend: 'backend' }),
  'account.remove': ({ account: id }) => ({ id }),
  'preferences.update': () => ({ theme: 'dark' }),
  'message.draft': ({ account }) => ({ account, type: 'text' }),
  'message.preview': ({ account }) => ({ account, text: '<xml><MsgType>x</MsgType></xml>' }),
  'exchange.replay': ({ exchange: id }) => ({ id, how: 'as-is' }),
  'exchange.compare': ({ exchange: id }) => ({ left: id, right: id }),
  'exchange.copy': ({ exchange: id }) => ({ id, form: 'report', audience: 'others', language: 'zh' }),
  'export.begin': () => ({ format: 'json', language: 'zh' }),
  'export.next': ({ begun }) => ({ export: begun }),
  'history.import': () => ({ file: 'a.har', text: HAR }),
  'checkUp.cases': () => ({}),
  'checkUp.start': ({ account }) => ({
    account,
    target: { kind: 'responder' },
    run: 'check-up-a',
    only: ['verification.echo'],
  }),
  'checkUp.list': ({ account }) => ({ account }),
  'checkUp.export': () => ({ run: 'check-up-over', format: 'markdown', language: 'zh' }),
  'burst.start': ({ account }) => ({
    account,
    target: { kind: 'responder' },
    run: 'burst-a',
    plan: { messages: 2, concurrency: 1, fans: 1, mix: [{ type: 'text' }] },
  }),
  'burst.list': ({ account }) => ({ account }),
  'burst.export': ({ account }) => ({
    account,
    target: { kind: 'responder' },
    plan: { messages: 2, concurrency: 1, fans: 1, mix: [{ type: 'text' }] },
  }),
  'rehearsal.list': ({ account }) => ({ account }),
  'rehearsal.last': ({ account }) => ({ account }),
  'rehearsal.play': ({ account }) => ({ account, id: 'leave', run: 'rehearsal-a' }),
  'run.stop': () => ({ run: 'send-held' }),
  'sample.import': () => ({ file: '自己的.md', text: '## 一\n\n```xml\n<xml/>\n```\n' }),
  'sample.export': () => ({ collection: '' }),
  'message.send': ({ account }) => ({ account, type: 'event', event: 'CLICK' }),
  'backend.verify': ({ account }) => ({ account, backend: 'backend' }),
  'probe.run': ({ account }) => ({ account }),
  'probe.explainSilence': ({ account }) => ({ account, since: 0 }),
  'conversion.run': () => ({ job: 'job', order: { kind: 'to-json', text: '<a>1</a>', view: 'simple' } }),
  'conversion.cancel': () => ({ job: 'job' }),
  'tunnel.find': () => ({}),
  'tunnel.start': ({ account }) => ({ account, program: 'bore' }),
  'tunnel.stop': () => ({}),
  'tunnel.output': () => ({}),
  'tunnel.endLeftOver': ({ left: pid }) => ({ pid }),
  'tunnel.keepLeftOver': ({ left: pid }) => ({ pid }),
  'undo.apply': ({ undo: id }) => ({ id }),
  'updates.ask': () => ({}),
  'updates.putAside': () => ({ version: '9.9.9' }),
}

/** Runs a command by any name. */
export function runCommand(
  { call, busy }: Awaited<ReturnType<typeof startBusyWorkbench>>,
  name: CommandName,
) {
  return call(name, everyCommand[name](busy) as never) as Promise<unknown>
}
