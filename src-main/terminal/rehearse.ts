import type { PlayedStep } from '../../src-core/contract/rehearsal.ts'
import { createRunId } from '../../src-core/contract/run-kind.ts'
import { BUILT_IN } from '../../src-core/rehearsal/built-in.ts'
import { rehearseCollection } from '../../src-core/rehearsal/collection.ts'
import { describeRehearsal } from '../../src-core/rehearsal/commands.ts'
import { playSteps } from '../../src-core/rehearsal/play.ts'
import { createStepSender } from '../../src-core/rehearsal/send-step.ts'
import type { RehearsalRow } from '../../src-core/rehearsal/step.ts'
import { nameAfterFile, readCollection } from '../../src-core/samples/collection-file.ts'
import { SAMPLE_OPEN_ID } from '../../src-core/wechat/samples.ts'
import { AES_KEY, APP_ID, TOKEN } from './account-options.ts'
import { createCommand } from './command.ts'
import type { CommandTable, Values } from './command-table.ts'
import { requireBackend } from './given-backend.ts'
import { decodeEncryption, MODE } from './mode.ts'
import { oneLine } from './one-line.ts'
import { readTextFile } from './read-text-file.ts'
import { describePlayed, describeRehearsals, describeStates } from './rehearse-text.ts'
import { createSending } from './sending.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const REHEARSE = {
  name: 'rehearse',
  summary: {
    zh: '演练一串消息：像微信那样依次推送，说出用户每次得到什么、是否符合预期',
    en: 'rehearse a sequence of messages as WeChat delivers them, with what the user gets of each and whether that is expected',
  },
  operands: {
    name: {
      kind: 'text',
      value: 'NAME',
      text: {
        zh: `演练的名称：${BUILT_IN.map(({ id }) => id).join('、')}；有 --file 时不用写`,
        en: `the rehearsal: ${BUILT_IN.map(({ id }) => id).join(', ')}; not with --file`,
      },
    },
  },
  options: {
    url: { kind: 'url', value: 'URL', text: { zh: '后端的地址', en: 'address of the backend' } },
    token: TOKEN,
    'aes-key': AES_KEY,
    'app-id': APP_ID,
    mode: {
      ...MODE,
      text: {
        zh: '消息加解密方式；不给时，有密钥为 safe，没有则为 plaintext',
        en: 'how the messages are encrypted; unless given, safe if there is a key and plaintext if not',
      },
    },
    file: {
      kind: 'file',
      value: 'COLLECTION.md',
      text: {
        zh: '演练这个合集文件里的消息，按顺序',
        en: 'rehearse the messages of this collection, in their order',
      },
    },
    list: {
      kind: 'flag',
      text: {
        zh: '列出演练和每一步的预期，什么也不发送',
        en: 'list the rehearsals and what they expect, and send nothing',
      },
    },
    json: { kind: 'flag', text: { zh: '输出一个 JSON 对象', en: 'print one JSON object' } },
  },
} as const satisfies CommandTable

type RehearseValues = Values<typeof REHEARSE>

/** Exit code 1 if anything is not as expected. */
export const rehearseCommand = createCommand(REHEARSE, async (values, terminal) => {
  const { stdout, language } = terminal
  const sending = createSending(terminal)
  const rows = chooseRows(values, terminal)
  if (values.list) {
    const rehearsals = rows.map((row) => describeRehearsal(sending, row, ''))
    stdout.write(values.json ? `${JSON.stringify(rehearsals)}\n` : describeRehearsals(rehearsals, language))
    return 0
  }
  const [row, ...others] = rows
  if (!row || others.length > 0)
    throw new UsageError({
      zh: '缺少演练的名称，或 --file（用 --list 列出）',
      en: 'the name of a rehearsal is missing, or --file (--list shows them)',
    })
  const run = createRunId('rehearsal', 'terminal')
  const { push, keys } = describeAccount(values)
  const { signal } = new AbortController()
  const words = describeRehearsal(sending, row, '')
  const { steps, ended } = await playSteps(sending, row.steps, {
    fan: SAMPLE_OPEN_ID,
    originalId: '',
    keys,
    signal,
    send: createStepSender(sending, { ...push, run }, signal, () => {}),
    progressed: (step) => void (values.json || stdout.write(describePlayed(step, words, language))),
  })
  // No exchange is kept here, and so no delivery names one.
  const result = { run, id: row.id, steps: steps.map(withoutExchanges), ended }
  stdout.write(values.json ? `${JSON.stringify(result)}\n` : describeStates(steps, language))
  return steps.some(({ state }) => state === 'unmet') ? 1 : 0
})

function withoutExchanges(step: PlayedStep): PlayedStep {
  return { ...step, deliveries: step.deliveries.map((one) => ({ ...one, exchange: null })) }
}

/** Returns the rehearsals that are meant: all built-in ones if none is named. */
function chooseRows({ name, file }: RehearseValues, { stderr, language }: Terminal): readonly RehearsalRow[] {
  if (name !== undefined && file !== undefined)
    throw new UsageError({ zh: `${name} 和 --file 不能一起用`, en: `${name} and --file exclude each other` })
  if (name !== undefined) {
    const row = BUILT_IN.find(({ id }) => id === name)
    if (row) return [row]
    throw new UsageError({
      zh: `没有演练 ${name}（用 --list 列出）`,
      en: `there is no rehearsal ${name} (--list shows them)`,
    })
  }
  if (file === undefined) return BUILT_IN
  const { collection, messages, faults } = readCollection(readTextFile('--file', file))
  for (const { line, column, says } of faults)
    stderr.write(`${oneLine(`${file.path}:${line}:${column}: ${says[language]}`)}\n`)
  if (messages.length === 0)
    throw new UsageError({
      zh: `--file 不能用：${file.path} 里没有消息`,
      en: `--file cannot be used: there is no message in ${file.path}`,
    })
  return [rehearseCollection(collection ?? nameAfterFile(file.path), messages)]
}

function describeAccount(values: RehearseValues) {
  const encryption = decodeEncryption(values, values.mode)
  const push = { ...requireBackend(values), encryption }
  const { 'aes-key': aesKey } = values
  if (!encryption || !aesKey) return { push, keys: undefined }
  return { push, keys: { appId: encryption.appId, aesKey: aesKey.value, previousAesKey: '' } }
}
