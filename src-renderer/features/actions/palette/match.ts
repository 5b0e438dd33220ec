/** The texts that a query is compared with. */
export interface Candidate {
  id: string
  /** Its names in both languages, and whatever else it is known by. The first is the one shown. */
  names: readonly string[]
  /** The pinyin initials of the Chinese name; `''` if they are not known. */
  pinyin: string
  /**
   * Only whole words find it: its text is long, so that letters here and there would find nearly everything. It comes
   * after the others, unless it is asked for by its whole name.
   */
  wholeWords?: true
}

/** Small enough to be read, and to be drawn at once. */
const SHOWN = 50
/** Puts an item that was used lately before its equals, but not before a better match. */
const RECENT_BONUS = 5

/**
 * Returns the candidates that a query finds, the best first; of equally good ones those used lately, then in their
 * order. An empty query finds all that does not need whole words.
 */
export function rank<One extends Candidate>(
  query: string,
  candidates: readonly One[],
  recent: readonly string[],
): One[] {
  const words = normalise(query).split(/\s+/).filter(Boolean)
  return candidates
    .map((one, order) => {
      const at = recent.indexOf(one.id)
      const lately = at === -1 ? recent.length : at
      return { one, order, lately, score: scoreOf(words, one), bonus: at === -1 ? 0 : RECENT_BONUS }
    })
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score + b.bonus - a.score - a.bonus || a.lately - b.lately || a.order - b.order)
    .slice(0, SHOWN)
    .map(({ one }) => one)
}

/** Returns 0 if one of the words finds nothing, else how well the worst of them does. */
function scoreOf(words: readonly string[], candidate: Candidate): number {
  if (words.length === 0) return candidate.wholeWords ? 0 : 50
  return Math.min(...words.map((word) => scoreOfWord(word, candidate)))
}

function scoreOfWord(word: string, { names, pinyin, wholeWords }: Candidate): number {
  if (wholeWords) return Math.max(...names.map((name) => scoreOfText(word, normalise(name))))
  const scores = names.map((name) => scoreOfName(word, normalise(name)))
  if (pinyin.startsWith(word)) scores.push(75)
  else if (pinyin.includes(word)) scores.push(60)
  else if (word.length > 1 && isSubsequence(word, pinyin)) scores.push(40)
  return Math.max(...scores)
}

function scoreOfText(word: string, text: string): number {
  if (text === word) return 100
  return text.startsWith(word) ? 15 : text.includes(word) ? 10 : 0
}

function scoreOfName(word: string, name: string): number {
  if (name === word) return 100
  if (name.startsWith(word)) return 90
  const at = name.indexOf(word)
  if (at > 0) return /[\s\p{P}]/u.test(name[at - 1] ?? '') ? 80 : 70
  return word.length > 1 && isSubsequence(word, name) ? 30 : 0
}

function isSubsequence(word: string, text: string): boolean {
  let from = 0
  for (const character of word) {
    const at = text.indexOf(character, from)
    if (at === -1) return false
    from = at + character.length
  }
  return true
}

/** Full-width letters, as a Chinese input method writes them, are the same letters. */
function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim()
}
