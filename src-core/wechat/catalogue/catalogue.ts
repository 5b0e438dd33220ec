import { ACCOUNT_EVENTS } from './account-events.ts'
import { BASIC_EVENTS } from './basic-events.ts'
import { BETA_APP_EVENTS } from './beta-app-events.ts'
import { CARD_EVENTS } from './card-events.ts'
import { CUSTOMER_SERVICE_EVENTS } from './customer-service-events.ts'
import { DEVICE_EVENTS } from './device-events.ts'
import { INVOICE_EVENTS } from './invoice-events.ts'
import { MENU_EVENTS } from './menu-events.ts'
import { createCatalogueKey } from '../../contract/catalogue-lookup.ts'
import type { MessageSpec } from '../../contract/catalogue.ts'
import { MINI_PROGRAM_AUDIT_EVENTS } from './mini-program-audit-events.ts'
import { MINI_PROGRAM_EVENTS } from './mini-program-events.ts'
import { MINI_PROGRAM_TRADE_EVENTS } from './mini-program-trade-events.ts'
import { OPEN_PLATFORM_PUSHES } from './open-platform-pushes.ts'
import { PRODUCT_SCAN_EVENTS } from './product-scan-events.ts'
import { PUBLISH_EVENTS } from './publish-events.ts'
import { SEND_RESULT_EVENTS } from './send-result-events.ts'
import { STORE_EVENTS } from './store-events.ts'
import { USER_MESSAGES } from './user-messages.ts'

/**
 * The messages and events that, as far as the workbench knows, WeChat sends to an account's URL, in the order in which
 * a screen should list them. The open platform's pushes to a third party's URL are not among them.
 */
export const MESSAGE_CATALOGUE: readonly MessageSpec[] = [
  ...USER_MESSAGES,
  ...BASIC_EVENTS,
  ...MENU_EVENTS,
  ...SEND_RESULT_EVENTS,
  ...PUBLISH_EVENTS,
  ...CUSTOMER_SERVICE_EVENTS,
  ...ACCOUNT_EVENTS,
  ...CARD_EVENTS,
  ...INVOICE_EVENTS,
  ...STORE_EVENTS,
  ...DEVICE_EVENTS,
  ...PRODUCT_SCAN_EVENTS,
  ...MINI_PROGRAM_EVENTS,
  ...MINI_PROGRAM_AUDIT_EVENTS,
  ...MINI_PROGRAM_TRADE_EVENTS,
  ...BETA_APP_EVENTS,
]

const SPECS_BY_KEY: ReadonlyMap<string, MessageSpec> = new Map(
  MESSAGE_CATALOGUE.map((spec) => [createCatalogueKey(spec.type, spec.event), spec]),
)

/**
 * Returns the description of a message by its MsgType and, for `event`, its Event. Case is ignored, because `scan` and
 * `Text` occur; an Event beside another MsgType is ignored, too. Undefined if the catalogue does not know the message.
 */
export function findMessageSpec(msgType: string, event?: string): MessageSpec | undefined {
  return SPECS_BY_KEY.get(createCatalogueKey(msgType, event))
}

/** Returns the description of an open-platform push by its InfoType; such pushes have no MsgType. Case is ignored. */
export function findInfoTypeSpec(infoType: string): MessageSpec | undefined {
  const wanted = infoType.toLowerCase()
  return OPEN_PLATFORM_PUSHES.find((spec) => spec.infoType?.toLowerCase() === wanted)
}
