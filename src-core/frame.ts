import * as v from 'valibot'

/** A call of a command, as birpc writes it; `i` is the caller's own name for it, which its answer bears. */
export interface CallFrame {
  t: 'q'
  i: string
  m: 'call'
  a: [name: unknown, input: unknown]
}

/**
 * What a screen may say: calls of the one function, each with an id of its own. Answers are not among them, since
 * nothing is ever asked of a screen. A name that is no text is the dispatch's to refuse, with a reason.
 */
const callFrame = v.object({
  t: v.literal('q'),
  i: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  m: v.literal('call'),
  a: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(2)),
})

/** The deepest input of a command has six levels. What walks through an input may be recursive. */
const MAX_DEPTH = 32

/** The frame that a text of a stranger's is, or null. Never throws, however the text is made. */
export function decodeCallFrame(text: string): CallFrame | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  // A schema would take a list for an object.
  if (Array.isArray(value) || isDeeperThan(MAX_DEPTH, value)) return null
  const decoded = v.safeParse(callFrame, value)
  if (!decoded.success) return null
  const { t, i, m, a } = decoded.output
  return { t, i, m, a: [a[0], a[1]] }
}

/** Level by level, without recursion: a text of a few megabytes nests deeper than the stack. */
function isDeeperThan(max: number, value: unknown): boolean {
  let level = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > max) return true
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return false
}
