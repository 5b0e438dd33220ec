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
 * Ends the title of an error that no official page and no report shows: what was seen is certain, and that it is a
 * fault is not. Every screen, line and export shows the title.
 */
const MOST_LIKELY: Bilingual = { zh: '（很可能出错）', en: ' (most likely a fault)' }

/**
 * Creates a finding as severe and as well founded as the table says, unless this case is a milder one or has evidence
 * of its own. `name` names this case more closely than the table does. `repair` is the whole body of the reply with this finding mended.
 */
export function createFinding<Code extends FindingCode>(
  code: Code,
  {
    severity = FINDINGS[code].severity,
    evidence = FINDINGS[code].evidence,
    name,
    title,
    detail,
    fix = NOTHING_TO_DO,
  }: FindingTexts & { name?: Bilingual | undefined; severity?: SeverityOf<Code>; evidence?: Evidence },
  at: Place | null = null,
  repair?: string,
): Finding {
  const isGuess = severity === 'error' && evidence === 'inferred'
  const said = isGuess ? { zh: title.zh + MOST_LIKELY.zh, en: title.en + MOST_LIKELY.en } : title
  return {
    code,
    severity,
    evidence,
    ...(name && { name }),
    title: said,
    detail,
    fix,
    at,
    ...(repair !== undefined && { repair }),
  }
}
