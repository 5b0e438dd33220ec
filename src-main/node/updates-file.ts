import type { UpdatesFile } from '../../src-core/ports/updates.ts'
import { createKeptText, createMemoryText } from './kept-text.ts'
import { createSettingsLock } from './settings-lock.ts'

/** Several workbenches on one folder ask for new versions no more often than one. */
export function createUpdatesFile(file: string, report: (error: unknown) => void): UpdatesFile {
  return { ...createKeptText(file, report), locked: createSettingsLock(`${file}.lock`).run }
}

/** For this run only. */
export function createMemoryUpdatesFile(): UpdatesFile {
  return { ...createMemoryText(), locked: async (work) => work() }
}
