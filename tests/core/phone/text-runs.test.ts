import { describe, expect, it } from 'vitest'
import type { PhoneRun } from '../../../src-core/contract/phone-view.ts'
import { createMessage, createReply, judge } from '../diagnosis/reply/replies.ts'
import { readAccountsText } from '../../../src-core/phone/text-runs.ts'

const text = (value: string): PhoneRun => ({ kind: 'text', text: value })
const face = (code: string, emoji: string): PhoneRun => ({ kind: 'face', code, emoji })
const MARK: PhoneRun = { kind: 'mark', characters: 600 }

function link(value: string, opens: string, address: string) {
  return { kind: 'link', text: value, address: { opens, text: address } }
}

describe('a text reply', () => {
  it.each<[string, string, unknown[]]>([
    ['keeps its line breaks', '一\n二\r\n三', [text('一\n二\r\n三')]],
    ['keeps emoji', '好😊', [text('好😊')]],
    [
      'has links',
      '看<a href="https://a.cn/?x=1&y=2">菜单</a>吧',
      [text('看'), link('菜单', 'web', 'https://a.cn/?x=1&y=2'), text('吧')],
    ],
    ['has links in single quotes', "<a href='http://a.cn'>b</a>", [link('b', 'web', 'http://a.cn')]],
    [
      'has links to mini programs',
      '<a href="http://a.cn" data-miniprogram-appid="wx1" data-miniprogram-path="pages/a">小程序</a>',
      [link('小程序', 'mini-program', 'wx1 pages/a')],
    ],
    [
      'has choices of a menu',
      '<a href="weixin://bizmsgmenu?msgmenucontent=满意&msgmenuid=1">满意</a>',
      [link('满意', 'menu', 'weixin://bizmsgmenu?msgmenucontent=满意&msgmenuid=1')],
    ],
    ['opens no script', '<a href="javascript:alert(1)">x</a>', [link('x', 'other', 'javascript:alert(1)')]],
    [
      'has addresses',
      '见 https://a.cn/b。',
      [text('见 '), link('https://a.cn/b', 'web', 'https://a.cn/b'), text('。')],
    ],
    [
      'has addresses without the punctuation of the sentence',
      '(https://a.cn/b_(c)), https://a.cn?x=1. https://...',
      [
        text('('),
        link('https://a.cn/b_(c)', 'web', 'https://a.cn/b_(c)'),
        text('), '),
        link('https://a.cn?x=1', 'web', 'https://a.cn?x=1'),
        text('. https://...'),
      ],
    ],
    [
      'shows characters of an address that would turn its direction',
      '<a href="https://a.cn/\u202Egnp.exe">b</a>',
      [link('b', 'web', 'https://a.cn/%E2%80%AEgnp.exe')],
    ],
    ['shows a link without an address as it stands', '<a name="x">b</a>', [text('<a name="x">b</a>')]],
    ['shows a link that does not end as it stands', '<a href="">b', [text('<a href="">b')]],
    ['shows other markup as it stands', '<b>粗</b><br/>', [text('<b>粗</b><br/>')]],
    [
      'has faces',
      '/::)/:,@-D/::-O/::O/:8-)[微笑][Smile]',
      [
        face('/::)', '🙂'),
        face('/:,@-D', '😊'),
        face('/::-O', '🥱'),
        face('/::O', '😮'),
        face('/:8-)', '😎'),
        face('[微笑]', '🙂'),
        face('[Smile]', '🙂'),
      ],
    ],
    ['leaves unknown codes as text', '/:zzz [没有] [smile]', [text('/:zzz [没有] [smile]')]],
    ['may be of nothing', '', []],
  ])('%s', (_name, content, runs) => {
    expect(readAccountsText(content).runs).toEqual(runs)
  })

  it.each<[string, string, PhoneRun[]]>([
    ['none up to 600', '字'.repeat(600), [text('字'.repeat(600))]],
    ['one from 601 on', '字'.repeat(601), [text('字'.repeat(600)), MARK, text('字')]],
    ['one that counts emoji once', '😊'.repeat(601), [text('😊'.repeat(600)), MARK, text('😊')]],
    [
      'one behind a face that it would divide',
      `${'字'.repeat(598)}/::)完`,
      [text('字'.repeat(598)), face('/::)', '🙂'), MARK, text('完')],
    ],
    [
      'one behind an emoji of several characters that it would tear apart',
      `${'字'.repeat(598)}👨‍👩‍👧‍👦完`,
      [text(`${'字'.repeat(598)}👨‍👩‍👧‍👦`), MARK, text('完')],
    ],
    [
      'one behind an accent',
      `${'字'.repeat(599)}e\u0301完`,
      [text(`${'字'.repeat(599)}e\u0301`), MARK, text('完')],
    ],
    [
      'one at the end, if it would stand in an emoji there',
      `${'字'.repeat(598)}👨‍👩‍👧‍👦`,
      [text(`${'字'.repeat(598)}👨‍👩‍👧‍👦`), MARK],
    ],
    [
      'one between a face and a text',
      `${'字'.repeat(596)}/::)完`,
      [text('字'.repeat(596)), face('/::)', '🙂'), MARK, text('完')],
    ],
  ])('has a mark of the safe length: %s', (_name, content, runs) => {
    expect(readAccountsText(content).runs).toEqual(runs)
  })

  it.each([
    ['字'.repeat(600), false],
    ['字'.repeat(601), true],
    [`${'字'.repeat(590)}<a href="https://a.cn">b</a>`, true],
  ])('is marked where the findings say so', (content, isMarked) => {
    const { findings } = judge(
      createReply('text', `<Content><![CDATA[${content}]]></Content>`),
      createMessage(),
    )
    expect(readAccountsText(content).runs.some(({ kind }) => kind === 'mark')).toBe(isMarked)
    expect(findings.some(({ code }) => code === 'reply.text-length')).toBe(isMarked)
  })

  it('is cut, and says how much is left', () => {
    const { runs, left, characters } = readAccountsText('😊'.repeat(5000))
    expect({ left, characters }).toEqual({ left: 3000, characters: 5000 })
    expect(runs.map((run) => ('text' in run ? run.text.length : 0)).reduce((a, b) => a + b)).toBe(4000)
  })
})
