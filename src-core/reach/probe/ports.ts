import type { Ports } from '../../ports.ts'
import type { ProbeArrivals } from '../../probe-arrivals.ts'

/** Everything that a probe needs from the world. */
export interface ProbePorts extends Pick<Ports, 'clock' | 'httpClient' | 'network' | 'randomBytes'> {
  /** Where the requests are to arrive; null if the URL leads to somebody else's server, as in the terminal. */
  arrivals: ProbeArrivals | null
  /** Receives defects of ours. */
  report(error: unknown): void
}
