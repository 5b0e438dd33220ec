/** The digits of a field, in CDATA, in quotes or bare, with what stands before them. */
const fieldPattern = (name: string) =>
  new RegExp(String.raw`(<${name}>\s*(?:<!\[CDATA\[)?|"${name}"\s*:\s*"?)(\d+)(?!\d)`)

/** So many digits of a MsgId are made new; they hold the milliseconds of a hundred days. */
const NEW_DIGITS = 10

/**
 * Returns a kept message with the CreateTime of now and a MsgId of its own, or it would count as one more delivery of
 * the message that was kept. Nothing else changes. `now` is epoch milliseconds.
 */
export function renewText(text: string, now: number): string {
  const seconds = String(Math.floor(now / 1000))
  return text
    .replace(fieldPattern('CreateTime'), (_all, before: string) => before + seconds)
    .replace(fieldPattern('MsgId'), (_all, before: string, digits: string) => {
      const kept = digits.slice(0, -NEW_DIGITS)
      return before + kept + String(now).slice(kept.length - digits.length)
    })
}
