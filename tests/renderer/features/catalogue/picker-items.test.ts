import { describe, expect, it } from 'vitest'
import { groupItems } from '../../../../src-renderer/features/catalogue/picker-items.ts'
import { pinyinInitials } from '../../../../src-renderer/features/catalogue/pinyin-initials.ts'

describe('initials', () => {
  it.each([
    ['关注', 'gz'],
    ['取消关注', 'qxgz'],
    ['文本消息', 'wbxx'],
    ['点击菜单拉取消息', 'djcdlqxx'],
    ['未关注用户扫码关注', 'wgzyhsmgz'],
    ['Wi-Fi 连网成功', 'wi-fi lwcg'],
    ['阿座', 'az'],
  ])('of %s are %s', (text, initials) => {
    expect(pinyinInitials(text)).toBe(initials)
  })
})

const ITEMS = [
  { key: '1', group: 'message', title: '文本消息', name: 'text' },
  { key: '2', group: 'basic', title: '关注', name: 'subscribe' },
  { key: '3', group: 'basic', title: '未关注用户扫码关注', name: 'subscribe', words: 'qrscene_123123' },
  { key: '4', group: 'message', title: '图片消息', name: 'image', words: '发给公众号的图片' },
]
const titles: Record<string, string> = { message: '用户消息', basic: '基础事件' }
const find = (query: string) =>
  groupItems(ITEMS, query, (group) => titles[group]!).map(({ title, items }) => [
    title,
    items.map(({ key }) => key),
  ])

describe('a search', () => {
  it.each([
    [
      '',
      [
        ['用户消息', ['1', '4']],
        ['基础事件', ['2', '3']],
      ],
    ],
    [
      '  ',
      [
        ['用户消息', ['1', '4']],
        ['基础事件', ['2', '3']],
      ],
    ],
    ['SUBSCRIBE', [['基础事件', ['2', '3']]]],
    ['扫码 关注', [['基础事件', ['3']]]],
    ['qrscene', [['基础事件', ['3']]]],
    ['wbxx', [['用户消息', ['1']]]],
    ['gz', [['基础事件', ['2', '3']]]],
    ['公众号', [['用户消息', ['4']]]],
    ['用户消息 image', [['用户消息', ['4']]]],
    ['没有这样的', []],
  ])('for “%s” finds its rows in their groups', (query, found) => {
    expect(find(query)).toEqual(found)
  })
})
