import { onTestFinished } from 'vitest'
import type { Client } from '../../../src-core/contract/client.ts'
import { openControl } from '../../load/control-client.ts'

/** Opens a screen's client over the control address that `serve` prints, closed with the test. */
export function connectTo(control: string): Client {
  const client = openControl(control)
  onTestFinished(() => client.close())
  return client
}
