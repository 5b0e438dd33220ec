import type { Finding, Place } from '../contract/exchange.ts'
import { FINDINGS } from '../contract/findings.ts'
import type { FindingCode, SeverityOf } from '../contract/findings.ts'
import type { Evidence } from '../contract/findings/kind.ts'
import type { Bilingual } from '../contract/text.ts'

/** The texts of a finding: the observation, why it matters, and the advice. */
export interface FindingTexts {
  title: Bilingual
  detail: Bilingual
  fix?: Bilingual
}

const NOTHING_TO_DO: Bilingual = { zh: '', en: '' }

/**
 * Creates a finding as severe and as well founded as the table says, unless this case is a milder one or has evidence
 * of its own. `repair` is the whole body of the reply with this finding mended.
 */
export function createFinding<Code extends FindingCode>(
  code: Code,
  {
    severity = FINDINGS[code].severity,
    evidence = FINDINGS[code].evidence,
    title,
    detail,
    fix = NOTHING_TO_DO,
  }: FindingTexts & { severity?: SeverityOf<Code>; evidence?: Evidence },
  at: Place | null = null,
  repair?: string,
): Finding {
  return { code, severity, evidence, title, detail, fix, at, ...(repair !== undefined && { repair }) }
}
