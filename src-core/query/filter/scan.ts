/** What stands for the same mark: a Chinese keyboard writes the wide ones. */
const MARKS: Readonly<Record<string, string>> = {
  '（': '(',
  '）': ')',
  '：': ':',
  '，': ',',
  '“': '"',
  '”': '"',
  '「': '"',
  '」': '"',
  '＞': '>',
  '＜': '<',
  '＝': '=',
  '～': '~',
  '／': '/',
  '－': '-',
}

/** A place in a filter, and the steps by which it is read. Every mark has one unit, wide or not. */
export interface Scanner {
  readonly text: string
  at: number
  readonly isAtEnd: boolean
  /** The character here, with a wide mark as the usual one; `''` at the end. */
  peek(ahead?: number): string
  skipSpace(): void
  /** Goes over one of these if it stands here, and returns it. */
  take(...wanted: string[]): string | null
  /** Returns what stands here up to a character for which `ends` is true. */
  takeUntil(ends: (character: string) => boolean): string
}

export function createScanner(text: string): Scanner {
  const peek = (from: number) => {
    const character = text[from] ?? ''
    return MARKS[character] ?? character
  }
  return {
    text,
    at: 0,
    get isAtEnd() {
      return this.at >= text.length
    },
    peek(ahead = 0) {
      return peek(this.at + ahead)
    },
    skipSpace() {
      while (!this.isAtEnd && isSpace(text[this.at]!)) this.at++
    },
    take(...wanted) {
      const found = wanted.find((one) => [...one].every((character, index) => this.peek(index) === character))
      if (found === undefined) return null
      this.at += found.length
      return found
    },
    takeUntil(ends) {
      const start = this.at
      while (!this.isAtEnd && !ends(this.peek())) this.at++
      return text.slice(start, this.at)
    },
  }
}

export function isSpace(character: string): boolean {
  return /\s/.test(character)
}
