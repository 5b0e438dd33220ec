import type { Bilingual } from '../../../contract/text.ts'

/** Something in a text that the user was not meant to read. */
export interface Damage {
  /** The telling part of the text. */
  seen: string
  /** The observation, behind the name of the field. */
  says: Bilingual
  detail: Bilingual
  fix: Bilingual
  /** The text as it was meant, if that is certain. */
  meant: string | null
}

export type FindDamage = (text: string) => Damage | null

/** Tells whether the text is about code and so may quote some: it has back quotes, or speaks of code. */
export function isAboutCode(text: string): boolean {
  return /`|代码|标签|字符实体|转义|占位符|语法|报错|变量|乱码|模板(?:消息)?[里中]|C 语言|C\+\+|\b(?:print|printf|echo|console\.log)\(|\b(?:HTML|XML|JSON|JavaScript|TypeScript|Python|PHP|Java|Golang|SQL|source code|tags?|entit(?:y|ies)|placeholders?|syntax)\b/i.test(
    text,
  )
}
