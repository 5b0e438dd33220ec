import * as v from 'valibot'
import { preferencesSchema } from '../../src-core/contract/preferences.ts'
import type { PageLook } from '../host/page-files.ts'
import { readJson, writeJson } from './json-file.ts'

const { entries } = preferencesSchema
const lookSchema = v.object({ language: entries.language, theme: entries.theme })

/**
 * Returns the look that was last chosen; that of the system if the file is missing or damaged. The window's page is
 * drawn before the settings are read.
 */
export function readLook(file: string): PageLook {
  const look = v.safeParse(lookSchema, readJson(file))
  return look.success ? look.output : { language: 'system', theme: 'system' }
}

/** Keeps only the look, of whatever has one. A failure is not worth a word: the settings have it as well. */
export function writeLook(file: string, { language, theme }: PageLook): void {
  try {
    writeJson(file, { language, theme })
  } catch {
    // The next window follows the system until its settings are read.
  }
}
