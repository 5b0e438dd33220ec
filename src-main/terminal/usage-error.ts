import type { Bilingual } from '../../src-core/contract/text.ts'

/** Says that a command line cannot be meant; exit code 2. */
export class UsageError extends Error {
  readonly text: Bilingual

  constructor(text: Bilingual) {
    super(text.en)
    this.name = 'UsageError'
    this.text = text
  }
}
