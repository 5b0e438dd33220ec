import { describe, expect, it } from 'vitest'
import { rank } from '../../../../src-renderer/features/actions/palette/match.ts'
import type { Candidate } from '../../../../src-renderer/features/actions/palette/match.ts'
import { withRecent } from '../../../../src-renderer/features/actions/palette/recent.ts'

const candidates: Candidate[] = [
  { id: 'send', names: ['发送测试消息', 'Send a test message'], pinyin: 'fscsxx' },
  { id: 'follow', names: ['发送关注', 'Send Subscribe'], pinyin: 'fsgz' },
  { id: 'answer', names: ['发送回复', 'Send the reply'], pinyin: 'fshf' },
  { id: 'settings', names: ['打开设置', 'Open the settings'], pinyin: 'dksz' },
  { id: 'policy', names: ['选择回复方式', 'Choose how to reply'], pinyin: 'xzhffs' },
  { id: 'openid', names: ['复制 OpenID', 'Copy the OpenID'], pinyin: 'fzopenid' },
  { id: 'mine', names: ['切换到「我要的账号」'], pinyin: '' },
  { id: 'late', names: ['响应超时', 'Too late', 'reply.too-late'], pinyin: '', wholeWords: true },
  {
    id: 'padding',
    names: ['填充不对', 'Wrong padding', 'crypt.padding', '-40007'],
    pinyin: '',
    wholeWords: true,
  },
  { id: 'words', names: ['我要退款，请尽快处理'], pinyin: '', wholeWords: true },
]
const find = (query: string, recent: string[] = []) => rank(query, candidates, recent).map(({ id }) => id)

describe('rank', () => {
  it.each([
    ['a Chinese name', '设置', ['settings']],
    ['an English name', 'settings', ['settings']],
    ['English, whatever the case', 'OPENID', ['openid']],
    ['full-width letters of an input method', 'ｏｐｅｎｉｄ', ['openid']],
    ['pinyin initials', 'fsgz', ['follow']],
    ['pinyin initials from the middle', 'csxx', ['send']],
    ['pinyin initials with gaps', 'fgz', ['follow']],
    ['Chinese with gaps', '发关', ['follow']],
    ['English with gaps', 'sbscr', ['follow']],
    ['words in any order', 'message send', ['send']],
    ['a finding by its code', 'reply.too-late', ['late']],
    ['an official code', '-40007', ['padding']],
    ['a message by its words', '退款', ['words']],
    ['commands before messages that begin alike', '我要', ['mine', 'words']],
    ['a beginning before a middle', 'fs', ['send', 'follow', 'answer', 'policy']],
    ['nothing', 'qwertz', []],
    ['nothing for long texts by letters here and there', '我退款', []],
  ])('finds %s', (_what, query, ids) => {
    expect(find(query)).toEqual(ids)
  })

  it('shows commands and no long texts where nothing is asked for', () => {
    expect(find('  ')).toEqual(['send', 'follow', 'answer', 'settings', 'policy', 'openid', 'mine'])
  })

  it('puts what was used lately first, the last one before the others', () => {
    expect(find('', ['policy', 'answer']).slice(0, 3)).toEqual(['policy', 'answer', 'send'])
    expect(find('fs', ['answer']).slice(0, 2)).toEqual(['answer', 'send'])
  })

  it('puts it before its equals, and not before a better match', () => {
    expect(find('fs', ['policy'])).toEqual(['send', 'follow', 'answer', 'policy'])
  })

  it('never shows more than can be read', () => {
    const many = Array.from({ length: 500 }, (_, index) => ({
      id: `${index}`,
      names: [`同名 ${index}`],
      pinyin: '',
    }))
    expect(rank('同名', many, [])).toHaveLength(50)
  })
})

describe('withRecent', () => {
  it('puts the last one first, once, and forgets the oldest', () => {
    expect(withRecent(['a', 'b'], 'b')).toEqual(['b', 'a'])
    expect(withRecent(['1', '2', '3', '4', '5', '6', '7', '8'], '9')).toEqual([
      '9',
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
    ])
  })
})
