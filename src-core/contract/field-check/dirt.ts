import type { Bilingual } from '../text.ts'
import type { FieldNote } from './kind.ts'

/** Zero-width characters, direction marks, soft hyphen and byte order mark: pasted along from web pages and chats. */
export const INVISIBLE = /[\u00AD\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/gu

const QUOTES = /^(?:"(.*)"|'(.*)'|`(.*)`|“(.*)”|‘(.*)’|「(.*)」|《(.*)》)$/su

interface Dirt {
  code: string
  clean(value: string): string
  /** `name` is the field's. */
  text(name: Bilingual): Bilingual
  label: Bilingual
}

/** In the order in which they are removed: blanks may stand within quotes, and anything beside an invisible character. */
const DIRT: readonly Dirt[] = [
  {
    code: 'invisible',
    clean: (value) => value.replace(INVISIBLE, ''),
    text: (name) => ({
      zh: `${name.zh} 夹带了看不见的字符（例如零宽空格），多半是从网页或聊天里复制时带上的。`,
      en: `The ${name.en} contains invisible characters (such as a zero-width space), most likely copied along from a page or a chat.`,
    }),
    label: { zh: '去掉看不见的字符', en: 'Remove them' },
  },
  {
    code: 'blank',
    clean: (value) => value.trim(),
    text: (name) => ({
      zh: `${name.zh} 首尾有空白，多半是复制时带上的。`,
      en: `The ${name.en} has blanks around it, most likely copied along.`,
    }),
    label: { zh: '去掉首尾的空白', en: 'Remove the blanks' },
  },
  {
    code: 'full-width',
    // 。 is what a Chinese keyboard types for a dot; Unicode has no ordinary form of it.
    clean: (value) => value.normalize('NFKC').replaceAll('。', '.'),
    text: (name) => ({
      zh: `${name.zh} 含有全角字符；公众号后台只接受半角字符。`,
      en: `The ${name.en} has full-width characters; WeChat takes only ordinary ones.`,
    }),
    label: { zh: '改成半角', en: 'Make them ordinary' },
  },
  {
    code: 'quoted',
    clean: (value) =>
      QUOTES.exec(value)
        ?.slice(1)
        .find((inner) => inner !== undefined) ?? value,
    text: (name) => ({
      zh: `${name.zh} 两边的引号不是它的一部分，多半是从代码或配置文件里复制时带上的。`,
      en: `The quotes around the ${name.en} are no part of it, most likely copied along from code or a configuration file.`,
    }),
    label: { zh: '去掉引号', en: 'Remove the quotes' },
  },
]

/** Removes what is pasted along with a value, and says the first that there was. The mend removes all of it. */
export function cleanValue(value: string, name: Bilingual): { clean: string; notes: FieldNote[] } {
  let clean = value
  const found: Dirt[] = []
  // Twice: within quotes there may be blanks again.
  for (const dirt of [...DIRT, ...DIRT]) {
    const next = dirt.clean(clean)
    if (next !== clean) found.push(dirt)
    clean = next
  }
  const [first] = found
  if (!first) return { clean, notes: [] }
  const note: FieldNote = { code: first.code, severity: 'wrong', text: first.text(name) }
  // A field with nothing but blanks has nothing to be mended to.
  return { clean, notes: [clean === '' ? note : { ...note, mend: { label: first.label, value: clean } }] }
}
