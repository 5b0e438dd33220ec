import * as v from 'valibot'

/** A call of a command, as birpc writes it; `i` is the caller's id for it, which its answer repeats. */
export interface CallFrame {
  t: 'q'
  i: string
  m: 'call'
  a: [name: unknown, input: unknown]
}

/**
 * A screen may only call the one function, each time with its own id. It may not send answers, since nothing is ever
 * asked of a screen. The dispatch refuses a name that is not a text, with a reason.
 */
const callFrame = v.object({
  t: v.literal('q'),
  i: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  m: v.literal('call'),
  a: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(2)),
})

/** The deepest input of a command has six levels. Code that walks through an input may be recursive. */
const MAX_DEPTH = 32

/** Returns the call in a stranger's text, or null. Never throws, whatever the text is. */
export function decodeCallFrame(text: string): CallFrame | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  // A schema would accept a list as an object.
  if (Array.isArray(value) || isDeeperThan(MAX_DEPTH, value)) return null
  const decoded = v.safeParse(callFrame, value)
  if (!decoded.success) return null
  const { t, i, m, a } = decoded.output
  return { t, i, m, a: [a[0], a[1]] }
}

/** Goes level by level, without recursion: a text of a few megabytes can nest deeper than the stack. */
function isDeeperThan(max: number, value: unknown): boolean {
  let level = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > max) return true
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return false
}
