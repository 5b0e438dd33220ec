import type { DeliveryPorts } from '../delivery/deliver.ts'
import type { Ports } from '../ports.ts'

/** What it takes to send, be it a message, a verification, or whatever comes later. */
export interface Sending extends DeliveryPorts, Pick<Ports, 'randomBytes'> {
  /** Returns a fresh id for an exchange of this moment, in epoch milliseconds. */
  createExchangeId(sentAt: number): string
}
