import type { DeliveryPorts } from '../delivery/deliver.ts'
import type { Ports } from '../ports.ts'

/** Everything needed to send a message, a verification, or whatever comes later. */
export interface Sending extends DeliveryPorts, Pick<Ports, 'randomBytes'> {
  /** Returns a fresh id for an exchange of this moment, in epoch milliseconds. */
  createExchangeId(sentAt: number): string
}
