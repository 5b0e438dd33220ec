import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  nameCollectionFile,
  readCollection,
  writeCollection,
} from '../../../src-core/samples/collection-file.ts'

const TEXT = '<xml><MsgType><![CDATA[text]]></MsgType></xml>'
const fence = (text: string) => `\`\`\`xml\n${text}\n\`\`\`\n`

/** Returns the places of the faults, each with the message that it concerns. */
const placesIn = (file: string) =>
  readCollection(file).faults.map(({ line, column, name }) => [line, column, name])

describe('the file of a collection', () => {
  it('gives back what was written, to the byte', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
      .map((text) => text.replaceAll(/\s+/g, ' ').trim())
      .filter((text) => text !== '' && text.length <= 64)
    const text = fc
      .string({
        minLength: 1,
        maxLength: 80,
        unit: fc.constantFrom('a', '`', '~', '#', ' ', '\n', '\r', '<', '你'),
      })
      .filter((one) => one.trim() !== '')
    const messages = fc.uniqueArray(fc.record({ name, text }), { selector: (one) => one.name, maxLength: 6 })
    fc.assert(
      fc.property(name, messages, (collection, given) => {
        const read = readCollection(writeCollection(collection, given))
        expect(read.messages).toEqual(given)
        expect(read.collection).toBe(collection)
      }),
    )
  })

  it('is Markdown that people may write by hand, with words between', () => {
    const file = `# 上线前\n\n给新同事看的。\n\n## 关注\n\n先发这一条：\n\n${fence(TEXT)}\n### 说明\n- 一\n\n## 菜单\n${fence(TEXT)}`
    expect(readCollection(file)).toEqual({
      collection: '上线前',
      messages: [
        { name: '关注', text: TEXT },
        { name: '菜单', text: TEXT },
      ],
      faults: [],
    })
  })

  it('reads the line ends of Windows, and a byte order mark', () => {
    const file = `\uFEFF# 一\r\n\r\n## 二\r\n\r\n\`\`\`xml\r\n<xml>\r\n</xml>\r\n\`\`\`\r\n`
    expect(readCollection(file)).toMatchObject({
      collection: '一',
      messages: [{ name: '二', text: '<xml>\r\n</xml>' }],
    })
  })

  it('loses only what is broken, and says where', () => {
    const file = [
      fence(TEXT), // lines 1 to 3: no name
      '## 空\n', // 5
      '## 一\n' + fence(TEXT) + fence(TEXT), // 7, and a second one at 11
      '## 一\n' + fence(TEXT), // 15: the same name
      '## 白\n' + fence('  '), // 20, and its fence at 21
      '## 二\n' + fence(TEXT),
      '## 三\n```xml\n<xml>', // its fence is not closed
    ].join('\n')
    expect(placesIn(file)).toEqual([
      [1, 1, ''],
      [5, 1, '空'],
      [11, 1, '一'],
      [15, 1, '一'],
      [21, 1, '白'],
      [31, 1, '三'],
    ])
    expect(readCollection(file).messages.map(({ name }) => name)).toEqual(['一', '二'])
  })

  it('takes a message that is broken, since it may be meant, and says where it is', () => {
    const file = `## 坏的\n\n${fence('<xml>\n  <a></b>\n</xml>')}`
    const { messages, faults } = readCollection(file)
    expect(messages).toHaveLength(1)
    expect(faults).toMatchObject([{ line: 5, column: expect.any(Number), name: '坏的' }])
    expect(faults[0]!.column).toBeGreaterThan(1)
  })

  it('has a name that every system takes', () => {
    expect(nameCollectionFile('上线前/检查: "a"')).toBe('上线前_检查_ _a_.md')
    expect(nameCollectionFile('..')).toBe('_.md')
    expect(nameCollectionFile('')).toBe('messages.md')
  })

  it('does not take long over a file made to take long', () => {
    const file = '`'.repeat(1_000_000) + '\n' + '## a\n'.repeat(100_000)
    expect(readCollection(file).messages).toEqual([])
  })
})
