import type { Ref } from 'vue'
import { createProvided } from '../../../composables/create-provided.ts'

/** The words that were looked for, in small letters: whatever shows an exchange marks them. */
export const [provideFoundWords, useFoundWords] = createProvided(
  'found words',
  (words: Readonly<Ref<readonly string[]>>) => words,
)
