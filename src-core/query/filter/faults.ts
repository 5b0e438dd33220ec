import type { FilterFault } from '../../contract/filter.ts'
import type { Bilingual } from '../../contract/text.ts'

/** Stops the reading of a part that is wrong; the reader goes on with the next one. */
export class FilterMistake extends Error {
  readonly fault: FilterFault

  constructor(at: number, length: number, says: Bilingual) {
    super(says.en)
    this.fault = { at, length, says }
  }
}
