import { describe, expect, it } from 'vitest'
import { codesOf, createReply, judge } from './replies.ts'

/** A backend may send this much. Each was read again from every position once, for minutes. */
const MEGABYTE = 1024 * 1024

const repeat = (piece: string, length: number): string => piece.repeat(Math.floor(length / piece.length))

describe('A long reply is read once', () => {
  it.each([
    ['blanks', ' '],
    ['words', 'word '],
    ['lines', '1\r\na\r\n'],
  ])('that begins like a Go struct and goes on with %s', (_, piece) => {
    expect(codesOf(judge(`{${repeat(piece, MEGABYTE)}`))).toContain('reply.not-xml')
  })

  it('that is a Go struct', () => {
    const { findings } = judge(`{oUser gh_1 ${repeat('word ', MEGABYTE)}}`)
    expect(findings.map(({ title }) => title.en).join()).toContain('looks like a Go struct')
  })

  it.each(['\r\n', '\n    ', '\tat '])('with a text of nothing but %j', (piece) => {
    const text = repeat(piece, 30 * 1024)
    expect(codesOf(judge(createReply('text', `<Content><![CDATA[${text}]]></Content>`)))).not.toContain(
      'reply.unreadable',
    )
  })

  it('finds the place in a stack behind empty lines', () => {
    const text = `${repeat('\r\n', 8 * 1024)}    at handle (/srv/app.js:10:5)`
    expect(codesOf(judge(createReply('text', `<Content><![CDATA[${text}]]></Content>`)))).toContain(
      'reply.unreadable',
    )
  })
})
