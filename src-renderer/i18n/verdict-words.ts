import { VERDICT_WORDS } from '../../src-core/contract/verdict-words.ts'

type Verdict = keyof typeof VERDICT_WORDS

/** Returns the word for each verdict in one language. */
export function verdictWords(language: 'zh' | 'en'): Record<Verdict, string> {
  const words = Object.entries(VERDICT_WORDS).map(([verdict, text]) => [verdict, text[language]])
  return Object.fromEntries(words) as Record<Verdict, string>
}
