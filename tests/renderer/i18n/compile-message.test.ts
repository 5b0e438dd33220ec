import { describe, expect, it } from 'vitest'
import { createI18n } from 'vue-i18n'
import { compileMessage } from '../../../src-renderer/i18n/compile-message.ts'
import { en } from '../../../src-renderer/i18n/en.ts'
import { zh } from '../../../src-renderer/i18n/zh.ts'

/** Says any message, as our compiler or vue-i18n's own reads it. */
function createSay(ours: boolean) {
  return (message: string, named: Record<string, unknown>, count?: number): string => {
    const { t } = createI18n<false>({
      legacy: false,
      locale: 'en',
      messages: { en: { message } },
      ...(ours && { messageCompiler: compileMessage }),
    }).global
    return count === undefined ? t('message', named) : t('message', named, count)
  }
}

const sayOurs = createSay(true)
const sayTheirs = createSay(false)

function* messagesOf(texts: unknown): Generator<string> {
  if (typeof texts === 'string') yield texts
  else for (const one of Object.values(texts as object)) yield* messagesOf(one)
}

describe('compileMessage', () => {
  it.each([
    ['zh', zh],
    ['en', en],
  ])('reads every text of %s as vue-i18n does', (_language, texts) => {
    const messages = [...messagesOf(texts)]
    expect(messages.length).toBeGreaterThan(500)
    for (const message of messages) {
      const names = [...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
      const named = Object.fromEntries(names.map((name) => [name, `<${name}>`]))
      expect(sayOurs(message, { ...named })).toBe(sayTheirs(message, { ...named }))
      if (!message.includes('|')) continue
      for (const count of [0, 1, 2])
        expect(sayOurs(message, { ...named, count }, count)).toBe(
          sayTheirs(message, { ...named, count }, count),
        )
    }
  })

  it('leaves out a value that is not given', () => {
    expect(sayOurs('a {b} c', {})).toBe('a  c')
  })
})
