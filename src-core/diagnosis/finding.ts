import type { Bilingual } from '../contract/text.ts'
import type { Finding, Place, Severity } from '../contract/exchange.ts'

/** The texts of a finding: what was seen, why it matters, what to do. */
export interface FindingTexts {
  title: Bilingual
  detail: Bilingual
  fix?: Bilingual
}

const NOTHING_TO_DO: Bilingual = { zh: '', en: '' }

/** `repair`: the whole body of the reply with this one mended. */
export function createFinding(
  code: string,
  severity: Severity,
  { title, detail, fix = NOTHING_TO_DO }: FindingTexts,
  at: Place | null = null,
  repair?: string,
): Finding {
  return { code, severity, title, detail, fix, at, ...(repair !== undefined && { repair }) }
}
