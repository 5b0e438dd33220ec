import { expect } from 'vitest'
import type { Bilingual } from '../../src-core/contract/text.ts'

/** Expects a sentence in this project's style in both languages, without any of `secrets`. */
export function expectGoodText(text: Bilingual, secrets: readonly string[] = []): void {
  for (const sentence of [text.zh, text.en]) {
    expect(sentence).toMatch(/[。.]$/)
    for (const secret of secrets) if (secret !== '') expect(sentence).not.toContain(secret)
  }
  expectGoodChinese(text.zh)
}

/** Expects blanks between Chinese and Latin, and punctuation of full width. */
export function expectGoodChinese(text: string): void {
  expect(text).not.toMatch(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u)
  expect(text).not.toMatch(/\p{Script=Han}[,;:!?()]/u)
}

/** Letters, digits and blanks take half the room of a Chinese character. */
export function measureChinese(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (/[ -~]/.test(character) ? 0.5 : 1), 0)
}
