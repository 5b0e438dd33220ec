import type { UpdateSource } from '../contract/updates.ts'
import type { HttpClient } from './http.ts'
import type { KeptText } from './kept-text.ts'

/** What is needed to ask for new versions. */
export interface Updates {
  source: UpdateSource
  file: UpdatesFile
  /** Refuses more than `MAX_RELEASE_BYTES`, keeps no cookie, follows no redirect. */
  client: HttpClient
}

/** When was asked last, and what for, shared by all workbenches on the same folder. */
export interface UpdatesFile extends KeptText {
  /** Runs `work` while no other workbench does; rejects only with errors of `work`. */
  locked<Result>(work: () => Result): Promise<Result>
}

/** The changes of the first version, in two languages, are a fifth of it. */
export const MAX_RELEASE_BYTES = 256 * 1024
