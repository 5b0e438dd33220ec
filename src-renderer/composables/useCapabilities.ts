import { createProvided } from './create-provided.ts'

/** The things that some shells can do and others cannot: null where this one cannot. */
export interface Capabilities {
  /** Shows the folder of the data in the system's file manager. */
  showDataFolder: (() => void) | null
}

export const [provideCapabilities, useCapabilities] = createProvided(
  'capabilities',
  (capabilities: Capabilities): Capabilities => capabilities,
)
