import type { Bilingual } from '../contract/text.ts'
import { CHECKS } from './cases/cases.ts'

/** The reasons for leaving cases as they are, by id; or the first line that is wrong, counted from 1. */
export type Baseline =
  | { ok: true; reasons: ReadonlyMap<string, string> }
  | { ok: false; line: number; text: Bilingual }

/** Reads lines of `case.id  reason`. Empty lines, and those that begin with `#`, are left out. */
export function readBaseline(text: string): Baseline {
  const known = new Set(CHECKS.map(({ id }) => id))
  const reasons = new Map<string, string>()
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) continue
    const [id = '', reason = ''] = line.split(/\s+(.*)/su)
    const fault = findFault(id, reason.trim(), known, reasons)
    if (fault) return { ok: false, line: index + 1, text: fault }
    reasons.set(id, reason.trim())
  }
  return { ok: true, reasons }
}

function findFault(
  id: string,
  reason: string,
  known: ReadonlySet<string>,
  seen: ReadonlyMap<string, string>,
): Bilingual | null {
  const shown = id.slice(0, 80)
  if (!known.has(id)) return { zh: `没有体检项目 ${shown}`, en: `there is no case ${shown}` }
  if (reason === '') return { zh: `${shown} 后面没有写理由`, en: `${shown} has no reason behind it` }
  if (seen.has(id)) return { zh: `${shown} 写了两次`, en: `${shown} is there twice` }
  return null
}
