import type { DetailTab } from '../../../actions/kind/desk.ts'
import { detailTabs } from '../../../actions/kind/desk.ts'
import type { Exchange } from '../../../../src-core/contract/exchange.ts'
import { isVerification } from '../../../features/findings/verdict-reason.ts'

/** A tab of an exchange's details, and what its label says of the content. */
export interface TabLabel {
  id: DetailTab
  /** True if the content is right, false if it is wrong, null if that is no question. */
  right: boolean | null
  /** A status or a number; empty if there is none to tell. */
  state: string
  /** The reason why there is nothing to show, or null. */
  lacks: 'verification' | 'noBody' | 'notEncrypted' | 'noBackends' | null
}

type Tabbed = Pick<Exchange, 'request' | 'message' | 'signature' | 'encryption' | 'response' | 'backends'>

/** Returns every tab in its place: a tab that is missing would move the others, and their keys. */
export function labelTabs(exchange: Tabbed): TabLabel[] {
  return detailTabs.map((id) => ({ id, right: null, state: '', lacks: null, ...labelOf(id, exchange) }))
}

function labelOf(id: DetailTab, exchange: Tabbed): Partial<TabLabel> {
  const { request, message, signature, encryption, response, backends = [] } = exchange
  switch (id) {
    case 'message':
      if (message || request.body !== '') return {}
      return { lacks: isVerification(request) ? 'verification' : 'noBody' }
    case 'reply':
      return { state: response.status === 0 ? '–' : String(response.status) }
    case 'request':
      return { state: request.method }
    case 'signature':
      return signature.received === null
        ? { right: false }
        : { right: signature.ok && signature.msgSignature?.ok !== false }
    case 'layers':
      return encryption ? { right: encryption.key !== null } : { lacks: 'notEncrypted' }
    case 'backends':
      return backends.length > 0 ? { state: String(backends.length) } : { lacks: 'noBackends' }
  }
}
