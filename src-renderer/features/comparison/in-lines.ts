/** Between two tags, but not before or after a CDATA section, which is a text. */
const BETWEEN_TAGS = /(?<!\]\])>(?=<(?!!\[CDATA\[))/g

/**
 * Breaks XML that comes in one line, as WeChat's does, after each of its tags: otherwise any difference would mark it as
 * a whole. It is meant to be looked at only.
 */
export function inLines(text: string): string {
  return /^\s*<[^\r\n]*$/.test(text.trimEnd()) ? text.replace(BETWEEN_TAGS, '>\n') : text
}
