import type { CheckLevel } from '../../contract/check-up.ts'
import type { Bilingual } from '../../contract/text.ts'
import { writePushed } from '../../delivery/push-request.ts'
import type { PushedMessage } from '../../delivery/push-request.ts'
import type { CaseRow } from '../kit/case.ts'
import { endAllGenuine } from '../kit/judge.ts'
import type { Talk } from '../kit/talk.ts'

export const STRINGS: Bilingual = {
  zh: '把字段当作字符串读写；拼 XML 时用库，或用 CDATA 并拆开 ]]>。',
  en: 'Read and write fields as strings; write XML with a library, or with CDATA whose ]]> is split.',
}
export const PARSER: Bilingual = {
  zh: '用 XML 解析器按名字取字段，不用正则或位置；不认识的元素忽略。',
  en: 'Take fields by name with an XML parser, not by regular expressions or by their place; ignore what you do not know.',
}
export const EMPTY: Bilingual = {
  zh: '先判断字段是否为空再用；没有内容可回就返回 success。',
  en: 'Look whether a field is empty before you use it; return success where there is nothing to say.',
}

interface Wording {
  id: string
  level?: CheckLevel
  title: Bilingual
  sent: Bilingual
  why: Bilingual
  fix?: Bilingual
}

/** A row that sends what `write` returns, one after another. */
export function createRow(
  { level = 'required', fix = STRINGS, ...words }: Wording,
  ...writers: ((talk: Talk) => PushedMessage)[]
): Omit<CaseRow, 'group'> {
  return {
    ...words,
    level,
    fix,
    async act(talk) {
      const all = []
      for (const write of writers) all.push(await talk.push(write(talk)))
      return endAllGenuine(all)
    },
  }
}

export const says = (content: string) => (talk: Talk) => talk.write('text', null, { Content: content })

/** Stands for what the builder of messages would refuse to write. */
export const MARK = '@@@'

/** A text whose content has something in it that no XML may have. */
export const saysRaw = (raw: string) => (talk: Talk) =>
  writePushed(says('你' + MARK + '好')(talk)).replace(MARK, () => raw)

/** Rewrites the XML of a message. */
export const rewritten =
  (type: string, event: string | null, rewrite: (xml: string) => string) => (talk: Talk) =>
    rewrite(writePushed(talk.write(type, event)))
