import type { catalogueCommands } from '../contract/catalogue.ts'
import type { Handlers } from '../contract/command.ts'
import type { sendingCommands } from '../contract/sending.ts'
import type { Keeping } from '../keeping.ts'
import type { Ports } from '../ports.ts'
import { findAccount } from '../settings/accounts.ts'
import type { Settings } from '../settings/settings.ts'
import { MESSAGE_CATALOGUE } from '../wechat/catalogue/catalogue.ts'
import { sampleDocuments } from './sample-documents.ts'
import { sendSample } from './send-sample.ts'
import type { Sending } from './sending.ts'
import { verifyBackend } from './verify.ts'

export function createSenderHandlers(
  sending: Sending & Ports,
  settings: Pick<Settings, 'accounts'>,
  keeping: Keeping,
): Handlers<typeof sendingCommands & typeof catalogueCommands> {
  return {
    'catalogue.get': () => [...MESSAGE_CATALOGUE],
    'sample.list': () => sampleDocuments(sending),
    'message.send': (order) => sendSample(sending, findAccount(settings, order.account), order),
    'backend.verify': async ({ account, backend }) => {
      const exchange = await verifyBackend(sending, findAccount(settings, account), backend)
      await keeping.keep(exchange)
      return exchange
    },
  }
}
