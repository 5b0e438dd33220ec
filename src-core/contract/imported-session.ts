/** What exchanges came with that were imported: they happened elsewhere, and were judged anew here. */
export interface ImportedSession {
  /** The name of the file. */
  name: string
  /** Epoch milliseconds. */
  importedAt: number
  /** The file was made for others: ids are stand-ins, and no signature can be checked. */
  redacted?: true
}
