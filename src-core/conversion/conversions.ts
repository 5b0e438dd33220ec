import type { Conversion, ConversionOrder } from '../contract/conversion.ts'
import { CommandFailure } from '../contract/errors.ts'
import type { WorkbenchFact } from '../contract/events.ts'
import type { Ports } from '../ports.ts'
import { LARGE_DOCUMENT } from '../contract/limits.ts'
import { convertOrder } from './convert-order.ts'

/** The conversions that screens have asked for, by the names they gave them. */
export interface Conversions {
  /** Throws CANCELLED. A job of the same name that still runs is cancelled: it has been superseded. */
  run(job: string, order: ConversionOrder): Promise<Conversion>
  /** Does nothing if it has ended already. */
  cancel(job: string): void
}

/** Converts small documents at once; the host converts large ones beside everything else. */
export function createConversions(
  { converter }: Pick<Ports, 'converter'>,
  announce: (fact: WorkbenchFact) => void,
): Conversions {
  const running = new Map<string, AbortController>()
  return {
    async run(job, order) {
      running.get(job)?.abort()
      if (order.text.length <= LARGE_DOCUMENT) return convertOrder(order)
      const controller = new AbortController()
      running.set(job, controller)
      try {
        return await converter.convert(order, {
          signal: controller.signal,
          onProgress: (done) => announce({ type: 'conversion.progressed', job, done }),
        })
      } catch (error) {
        if (!controller.signal.aborted) throw error
        throw new CommandFailure('CANCELLED', 'The conversion was cancelled.')
      } finally {
        if (running.get(job) === controller) running.delete(job)
      }
    },
    cancel: (job) => running.get(job)?.abort(),
  }
}
