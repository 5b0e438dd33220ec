/** Nobody reads more of them at once. */
const MAX_ALARMS = 20

/** A field of a sample: `[OpenID=`, `[http code=`. Its name may hold blanks, and a line break that a chat put there. */
export const FIELD = /\[\s*([A-Za-z0-9_][\w\s-]{0,30}?)\s*=/

const SAMPLE_START = new RegExp(
  `^\\s*(?:错误样例[^:：]{0,10}[:：]|[\\w ]{0,20}sample[\\w ]{0,10}[:：])?\\s*${FIELD.source}`,
  'i',
)
const FIRST_LINES = /^\s*(?:Appid|昵称|时间|内容)\s*[:：]/i

/** The brackets that input methods and chats make of `[` and `]`, with the equals sign that goes with them. */
const OTHER_BRACKETS = /[【［]\s*[A-Za-z0-9_][\w ]{0,30}\s*[=＝]/

/**
 * Returns the texts of the alarms in a pasted text, one after the other. A new one begins at the first of its lines, or
 * at its sample, once the one before has its own: an answer that is quoted may have lines of any kind.
 */
export function splitAlarms(text: string): string[] {
  const lines = normalizeBrackets(text.replace(/\r\n?/g, '\n')).split('\n')
  const samples = lines.flatMap((line, index) => (startsSample(line) ? [index] : []))
  const starts = samples.map((sample, index) => {
    const after = index === 0 ? 0 : samples[index - 1]! + 1
    const head = lines.findIndex((line, at) => at >= after && at < sample && FIRST_LINES.test(line))
    return head < 0 ? sample : head
  })
  if (starts.length <= 1) return [lines.join('\n')]
  return starts
    .slice(0, MAX_ALARMS)
    .map((start, index) => lines.slice(index === 0 ? 0 : start, starts[index + 1]).join('\n'))
}

/** Each alarm about a user begins with the OpenID; the lines that continue a sample begin with other fields. */
function startsSample(line: string): boolean {
  const name = SAMPLE_START.exec(line)?.[1]
  return name !== undefined && (/^openid$/i.test(name.trim()) || /样例|sample/i.test(line))
}

function normalizeBrackets(text: string): string {
  if (FIELD.test(text) || !OTHER_BRACKETS.test(text)) return text
  return text
    .replace(/[【［]/g, '[')
    .replace(/[】］]/g, ']')
    .replaceAll('＝', '=')
}
