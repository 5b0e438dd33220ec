import { tryRule } from './rules/try-rule.ts'
import { interpretAlarm } from './alarms/interpret-alarm.ts'
import {
  addAccount,
  changeAccount,
  createFirstAccount,
  findAccount,
  removeAccount,
} from './settings/accounts.ts'
import { CommandFailure } from './contract/errors.ts'
import type { WorkbenchEvent } from './contract/events.ts'
import type { Exchange } from './contract/exchange.ts'
import type { Snapshot } from './contract/workbench.ts'
import { createConversions } from './conversion/conversions.ts'
import { findCounterparts } from './conversion/exchange-counterparts.ts'
import { createDispatch } from './dispatch.ts'
import type { Dispatch, Handlers } from './dispatch.ts'
import { openCipher, sealCipher } from './signing/enciphering.ts'
import { createEventLog } from './event-log.ts'
import { findLayers } from './exchange/layers.ts'
import { createExchangeIds } from './exchange/exchange-ids.ts'
import { createHeldRequests } from './by-hand/held.ts'
import { createResponding } from './responding/responding.ts'
import type { Responding } from './responding/responding.ts'
import { createHandAnswers } from './by-hand/hand-answers.ts'
import { createKeeping } from './keeping.ts'
import type { Ports } from './ports.ts'
import { decodeRuleFile, encodeRuleFile, joinRules } from './rules/rule-file.ts'
import { sampleDocuments } from './sender/sample-documents.ts'
import { sendSample } from './sender/send-sample.ts'
import { verifyBackend } from './sender/verify.ts'
import { openSettings } from './settings/settings.ts'
import { reportSignature } from './diagnosis/signature/genuineness.ts'
import { explainSignatures, findCallback } from './signing/signing.ts'
import { writeAlarmLine } from './wechat/alarm-line.ts'
import { createEncodingAesKey } from './wechat/cipher/aes-key.ts'
import { MESSAGE_CATALOGUE } from './wechat/catalogue/catalogue.ts'

/** The workbench without a shell: the responder hands it requests, screens call its commands. */
export interface App {
  dispatch: Dispatch
  subscribe(listener: (event: WorkbenchEvent) => void): () => void
  /** Takes a request whose body is still to come. */
  begin: Responding['begin']
  /** Resolves when nothing that was received is under way any more. */
  settled(): Promise<void>
  /** A stored exchange whole, for shells in the same process. */
  getExchange(id: string): Exchange | null
  /** Makes exchanges of what waited for somebody when an earlier run ended without answering it. */
  resume(): Promise<void>
  /** Answers what waits with `success`, and from then on lets nothing wait; the settings are watched no longer. */
  end(): void
}

/** How many rows a screen gets at once; older ones come page by page. */
const SNAPSHOT_ROWS = 200

/** `report` is told of defects of ours: what a handler throws that is no `CommandFailure`. */
export async function createApp(ports: Ports, report: (error: unknown) => void): Promise<App> {
  const log = createEventLog(report)
  const settings = await openSettings(ports, () => createFirstAccount(ports.randomBytes), log.append)
  const createId = (bytes = 9) => Buffer.from(ports.randomBytes(bytes)).toString('base64url')
  const runId = createId(12)
  const createExchangeId = createExchangeIds(ports)
  const keeping = createKeeping(ports, log)
  const sending = { ...ports, createExchangeId, report }
  const held = createHeldRequests(ports.clock, {
    held(request, unanswered) {
      ports.history.hold(unanswered)
      log.append({ type: 'request.held', held: request })
    },
    released: (id, reason) => log.append({ type: 'request.released', id, reason }),
  })
  ports.history.watch({
    changed: (history) => log.append({ type: 'history.changed', history }),
    cleared: (which) => log.append({ type: 'history.cleared', which, count: ports.history.status().count }),
  })
  log.subscribe(({ type }) => type === 'preferences.changed' && limitRefused())
  limitRefused()
  const responding = createResponding({ ...ports, createExchangeId }, settings, held, keeping, {
    runId,
    report,
  })
  const byHand = createHandAnswers(held, ports.history)
  const conversions = createConversions(ports, log.append)

  const snapshot = (): Snapshot => ({
    runId,
    seq: log.seq,
    version: ports.version,
    responder: ports.responder(),
    history: ports.history.status(),
    secrets: ports.secrets.kind,
    accounts: [...settings.accounts],
    preferences: settings.preferences,
    settings: settings.status,
    held: held.list(),
    templates: [...settings.templates],
    exchanges: ports.history.list({ limit: SNAPSHOT_ROWS }).items,
  })

  function limitRefused(): void {
    const { refusedRows, refusedBytes } = settings.preferences
    ports.history.limitRefused({ rows: refusedRows, bytes: refusedBytes })
  }

  async function resume(): Promise<void> {
    for (const exchange of await ports.history.takeInterrupted()) {
      void keeping.keep(exchange)
    }
  }

  function getExchange(id: string): Exchange {
    const exchange = ports.history.get(id)
    if (exchange) return exchange
    if (ports.history.has(id))
      throw new CommandFailure('NOT_READABLE', `The record of exchange ${id} is damaged.`)
    throw new CommandFailure('NOT_FOUND', `There is no exchange ${id}.`)
  }

  const handlers: Handlers = {
    'workbench.snapshot': snapshot,
    'catalogue.get': () => [...MESSAGE_CATALOGUE],

    'exchange.list': (query) => ports.history.list(query),
    'exchange.get': ({ id }) => getExchange(id),
    'exchange.signature': ({ id }) => reportSignature(getExchange(id), settings.accounts),
    'exchange.layers': ({ id }) => findLayers(getExchange(id), settings.accounts),
    'exchange.counterparts': ({ id }) => findCounterparts(held.get(id) ?? getExchange(id)),
    'request.answer': ({ id, draft }) => {
      byHand.answer(id, draft)
      return null
    },
    'reply.preview': ({ id, draft }) => byHand.preview(id, draft),
    'draft.save': ({ id, draft }) => {
      byHand.saveDraft(id, draft)
      return null
    },
    'reply.recent': byHand.recent,
    'template.save': async ({ name, draft }) => {
      const template = { id: createId(), name, draft }
      await settings.change(({ templates, setTemplates }) =>
        setTemplates([...templates.filter((one) => one.name !== name), template]),
      )
      return template
    },
    'template.remove': async ({ id }) => {
      await settings.change(({ templates, setTemplates }) => {
        if (!templates.some((one) => one.id === id)) {
          throw new CommandFailure('NOT_FOUND', `There is no template ${id}.`)
        }
        setTemplates(templates.filter((one) => one.id !== id))
      })
      return null
    },

    'rule.try': ({ account, rule }) => tryRule(ports, findAccount(settings, account), rule),
    'rule.export': ({ account }) => ({ text: encodeRuleFile(findAccount(settings, account).rules) }),
    'rule.import': async ({ account: id, text }) => {
      findAccount(settings, id)
      const imported = decodeRuleFile(text, createId)
      const { port } = ports.responder()
      await settings.change((editor) => {
        const rules = joinRules(findAccount(editor, id).rules, imported)
        changeAccount(editor, id, { rules }, port)
      })
      return imported
    },

    'cipher.createKey': () => ({ aesKey: createEncodingAesKey(ports.randomBytes) }),
    'cipher.open': (opening) => openCipher(opening, settings.accounts),
    'cipher.seal': (sealing) =>
      sealCipher(sealing, settings.accounts, { now: ports.clock.now, randomBytes: ports.randomBytes }),

    'signature.explain': (question) => explainSignatures(question, settings.accounts),
    'callback.read': ({ text }) => findCallback(text, settings.accounts),
    'alarm.read': ({ text }) => interpretAlarm(text, ports.history),
    'alarm.write': ({ id }) => ({ line: writeAlarmLine(getExchange(id)) }),

    'backend.verify': async ({ account, backend }) => {
      const exchange = await verifyBackend(sending, findAccount(settings, account), backend)
      await keeping.keep(exchange)
      return exchange
    },

    'history.clear': async ({ which }) => ({ removed: await ports.history.clear(which) }),

    'account.create': () => settings.change((editor) => addAccount(editor, createId(), ports.randomBytes)),
    'account.update': async ({ id, change, evenIfUnsaved }) => {
      const { port } = ports.responder()
      await settings.change((editor) => changeAccount(editor, id, change, port), { evenIfUnsaved })
      // With what another workbench changed of it at the same time.
      return findAccount(settings, id)
    },
    'account.remove': async ({ id }) => {
      await settings.change((editor) => removeAccount(editor, id))
      return null
    },
    'preferences.update': async (change) => {
      await settings.change(({ preferences, setPreferences }) => {
        const given = Object.entries(change).filter(([, value]) => value !== undefined)
        setPreferences({ ...preferences, ...Object.fromEntries(given) })
      })
      return settings.preferences
    },

    'conversion.run': ({ job, order }) => conversions.run(job, order),
    'conversion.cancel': ({ job }) => {
      conversions.cancel(job)
      return null
    },
    'sample.list': () => sampleDocuments(ports),

    'message.send': (order) => sendSample(ports, findAccount(settings, order.account), order),
  }

  return {
    dispatch: createDispatch(handlers, report),
    subscribe: log.subscribe,
    begin: responding.begin,
    settled: responding.settled,
    getExchange: ports.history.get,
    resume,
    end() {
      held.end()
      settings.close()
    },
  }
}
