import { createRandom } from './random.ts'
import type { Random } from './random.ts'

/**
 * Feeds a part of the workbench with input that it should survive. `Input` is plain JSON, so that a failing one can be
 * kept.
 */
export interface Target<Input> {
  name: string
  /** The number of inputs tried at a time. */
  atOnce: number
  createInput(random: Random): Input
  /** `folder` is empty and its own. */
  open(folder: string): Promise<Subject<Input>>
}

export interface Subject<Input> {
  /** Throws if the input breaks a promise. */
  try(input: Input): Promise<void>
  /** Throws if something is wrong by now; called now and then. */
  check(): Promise<void>
  /** Throws if something was wrong with the whole run. Nothing is tried any more. */
  finish(): Promise<void>
  /** The memory of the fuzzed process. */
  residentMb(): number
  /** Called whatever has happened. */
  close(): Promise<void>
}

/** Inputs after which a promise was broken; a single one if it is enough. */
export interface Failure {
  target: string
  message: string
  inputs: unknown[]
}

export interface FuzzReport {
  target: string
  tried: number
  residentMb: { before: number; after: number }
  failure: Failure | null
}

export interface FuzzOptions {
  count: number
  seed: number
  createFolder(): string
  onProgress?(tried: number): void
}

/** The number of inputs between two checks. */
const CHECK_EVERY = 500

/** A death may be noticed a little later than its cause: so many inputs are suspected. */
const SUSPECTS = 40

/** Input number `n` depends on target, seed and `n` alone. Ends at the first failure. */
export async function fuzz<Input>(target: Target<Input>, options: FuzzOptions): Promise<FuzzReport> {
  const { count, seed } = options
  const subject = await target.open(options.createFolder())
  const before = subject.residentMb()
  const recent: Input[] = []
  let next = 0
  let tried = 0
  let cause: { error: unknown; input?: Input } | undefined

  async function work(): Promise<void> {
    while (next < count && !cause) {
      const input = target.createInput(createRandom(`${target.name} ${seed} ${next++}`))
      recent.push(input)
      if (recent.length > SUSPECTS) recent.shift()
      try {
        await subject.try(input)
        tried++
        if (tried % CHECK_EVERY === 0) {
          options.onProgress?.(tried)
          await subject.check()
        }
      } catch (error) {
        cause ??= { error, input }
      }
    }
  }

  try {
    await Promise.all(Array.from({ length: target.atOnce }, work))
    const after = subject.residentMb()
    if (!cause) {
      try {
        await subject.check()
        await subject.finish()
      } catch (error) {
        cause = { error }
      }
    }
    await subject.close()
    const failure = cause ? await narrow(target, cause, recent.toReversed(), options.createFolder) : null
    return { target: target.name, tried, residentMb: { before, after }, failure }
  } finally {
    await subject.close()
  }
}

/** Tries the inputs again, in order, and returns what was wrong; null if all is well. */
export async function replay<Input>(
  target: Target<Input>,
  inputs: readonly Input[],
  folder: string,
): Promise<string | null> {
  const subject = await target.open(folder)
  try {
    for (const input of inputs) await subject.try(input)
    await subject.check()
    await subject.finish()
    return null
  } catch (error) {
    return describe(error)
  } finally {
    await subject.close()
  }
}

/** Looks for the one input that does the same alone; otherwise keeps all suspects, oldest first. */
async function narrow<Input>(
  target: Target<Input>,
  { error, input }: { error: unknown; input?: Input },
  newestFirst: Input[],
  createFolder: () => string,
): Promise<Failure> {
  const suspects = input === undefined ? newestFirst : [input, ...newestFirst.filter((one) => one !== input)]
  for (const suspect of suspects) {
    const message = await replay(target, [suspect], createFolder())
    if (message !== null && kindOf(message) === kindOf(describe(error)))
      return { target: target.name, message, inputs: [suspect] }
  }
  return { target: target.name, message: describe(error), inputs: newestFirst.toReversed() }
}

/** Returns the kind of a failure: two are of one kind if they begin alike apart from numbers. */
function kindOf(message: string): string {
  return message.split('\n')[0]!.replaceAll(/\d+/g, 'N')
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
