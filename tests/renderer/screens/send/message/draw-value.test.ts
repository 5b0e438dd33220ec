import { describe, expect, it } from 'vitest'
import { drawValue } from '../../../../../src-renderer/screens/send/message/draw-value.ts'

const NOW = 1_790_000_123_456
/** The middle of what chance gives. */
const half = () => 0.5

describe('a value that is drawn', () => {
  it.each<[name: string, sample: string, drawn: string | null]>([
    ['CreateTime', '1348831860', '1790000123'],
    ['MsgId', '6060349595123187712', '6555555555555555555'],
    ['Latitude', '23.137466', '23.555555'],
    ['Longitude', '-113.3', '-113.5'],
    ['MediaId', 'a1B2-c3D4_e5F6g7H8', 'n5N5-n5N5_n5N5n5N5'],
    ['Content', 'anything', '今天有什么活动'],
    // Chance would make none of these.
    ['FromUserName', 'oMpscopeSampleUser0000000001', null],
    ['Scale', '20', null],
    ['EventKey', 'V1001_TODAY', null],
    ['Url', 'https://example.com/1234567890', null],
    ['Label', '', null],
  ])('of %s like %s is %s', (name, sample, drawn) => {
    expect(drawValue({ name, sample }, '', half, NOW)).toBe(drawn)
  })

  it('is another one than before', () => {
    const chances = [0, 0, 0.5]
    expect(drawValue({ name: 'Content', sample: '' }, '你好', () => chances.shift() ?? 0, NOW)).toBe(
      '今天有什么活动',
    )
  })
})
