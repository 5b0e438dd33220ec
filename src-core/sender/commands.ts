import type { Handlers } from '../contract/command.ts'
import type { sendingCommands } from '../contract/sending.ts'
import { writePushed } from '../delivery/push-request.ts'
import { findAccount } from '../settings/accounts.ts'
import type { Settings } from '../settings/settings.ts'
import { readDraft } from './draft.ts'
import { createSampleFields } from './sample-fields.ts'
import { preview, send } from './send.ts'
import type { SendingParts } from './send.ts'
import { verifyBackend } from './verify.ts'

/** Everything that acts as WeChat. */
export function createSenderHandlers(
  parts: SendingParts,
  settings: Pick<Settings, 'accounts'>,
): Handlers<typeof sendingCommands> {
  const { sending, keeping } = parts
  return {
    'message.send': (order) => send(parts, findAccount(settings, order.account), settings.accounts, order),
    'message.draft': (order) => {
      const { originalId } = findAccount(settings, order.account)
      return readDraft(
        'text' in order ? order.text : writePushed(createSampleFields(sending, originalId, order)),
      )
    },
    'message.preview': (order) => preview(sending, findAccount(settings, order.account), order),
    'backend.verify': async ({ account, backend }) => {
      const exchange = await verifyBackend(sending, findAccount(settings, account), backend)
      await keeping.keep(exchange)
      return exchange
    },
  }
}
