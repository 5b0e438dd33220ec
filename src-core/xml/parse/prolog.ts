import { refuseDoctype } from './check-well-formed.ts'
import { Refusal } from './parse-error.ts'
import { skipMisc } from './skip-misc.ts'

/**
 * Throws a Refusal if a DOCTYPE stands before the root, before any parser sees it. It looks only there: inside CDATA
 * the same letters are somebody's message. It ignores case, since an HTML error page says `<!doctype html>`.
 */
export function refuseDoctypeInProlog(text: string): void {
  const at = skipMisc(text, 0)
  if (/^<!doctype/i.test(text.slice(at, at + 9))) throw refuseDoctype(at)
}

/** Throws a Refusal if there is nothing, or nothing that could be XML. `text` is the whole input. */
export function refuseNonXml(text: string): void {
  const at = text.search(/\S/)
  if (at === -1) {
    throw new Refusal('EMPTY_BODY', 0, { zh: '内容是空的。', en: 'There is nothing in it.' })
  }
  const first = text[at]!
  if (/[{[]/.test(first)) {
    throw new Refusal('NOT_XML', at, {
      zh: `以 ${first} 开头，像是 JSON，不是 XML。`,
      en: `It begins with ${first} as JSON does; this is not XML.`,
    })
  }
  if (!text.includes('<')) {
    throw new Refusal('NOT_XML', at, {
      zh: '内容里没有任何标签，不是 XML。',
      en: 'There is no tag in it; this is not XML.',
    })
  }
}
