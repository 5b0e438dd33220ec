import type { Handlers } from '../contract/command.ts'
import type { conversionCommands } from '../contract/conversion.ts'
import type { WorkbenchFact } from '../contract/events.ts'
import type { Ports } from '../ports.ts'
import { createConversions } from './conversions.ts'

export function createConversionHandlers(
  ports: Pick<Ports, 'converter'>,
  announce: (fact: WorkbenchFact) => void,
): Handlers<typeof conversionCommands> {
  const conversions = createConversions(ports, announce)
  return {
    'conversion.run': ({ job, order }) => conversions.run(job, order),
    'conversion.cancel': ({ job }) => {
      conversions.cancel(job)
      return null
    },
  }
}
