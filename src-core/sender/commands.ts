import type { catalogueCommands } from '../contract/catalogue.ts'
import type { Handlers } from '../contract/command.ts'
import { SAMPLES_MAX } from '../contract/sample.ts'
import type { sampleCommands } from '../contract/sample.ts'
import type { sendingCommands } from '../contract/sending.ts'
import { readMessageText } from '../exchange/receive.ts'
import type { Keeping } from '../keeping.ts'
import type { LongWaits } from '../long-waits.ts'
import type { Ports } from '../ports.ts'
import { findAccount } from '../settings/accounts.ts'
import { putBack } from '../settings/removed.ts'
import { removeSample, saveSample } from '../settings/samples.ts'
import type { Settings } from '../settings/settings.ts'
import type { Undo } from '../undo.ts'
import { MESSAGE_CATALOGUE } from '../wechat/catalogue/catalogue.ts'
import { sampleDocuments } from './sample-documents.ts'
import { sendSample } from './send-sample.ts'
import type { Sending } from './sending.ts'
import { verifyBackend } from './verify.ts'

export function createSenderHandlers(
  sending: Sending & Ports,
  settings: Pick<Settings, 'accounts' | 'change'>,
  keeping: Keeping,
  longWaits: LongWaits,
  createId: () => string,
  undo: Pick<Undo, 'offer'>,
): Omit<
  Handlers<typeof sendingCommands & typeof catalogueCommands & typeof sampleCommands>,
  'message.draft' | 'message.preview' | 'sample.import' | 'sample.export'
> {
  return {
    'catalogue.get': () => [...MESSAGE_CATALOGUE],
    'sample.list': () => sampleDocuments(sending),
    'sample.save': ({ name, collection, text }) => {
      const { type = '', event = null } = readMessageText(text) ?? {}
      return settings.change((editor) =>
        saveSample(editor, { id: createId(), name, collection, type, event, text }),
      )
    },
    'sample.remove': async ({ id }) => {
      const removed = await settings.change((editor) => removeSample(editor, id))
      return undo.offer(() =>
        settings.change((editor) => editor.setSamples(putBack(editor.samples, removed, SAMPLES_MAX))),
      )
    },
    'message.send': (order) =>
      sendSample({ ...sending, longWaits }, findAccount(settings, order.account), order),
    'backend.verify': async ({ account, backend }) => {
      const exchange = await verifyBackend(sending, findAccount(settings, account), backend)
      await keeping.keep(exchange)
      return exchange
    },
  }
}
