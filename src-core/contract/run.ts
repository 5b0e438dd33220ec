import * as v from 'valibot'
import { command } from './command.ts'

/**
 * What several exchanges can belong to. `send`: the deliveries of one message. `replay`: what was sent again of one
 * exchange. `check-up`: all cases of one check-up.
 */
export const runKinds = ['send', 'replay', 'check-up'] as const
export type RunKind = (typeof runKinds)[number]

/** `KIND-ID`: the id tells its kind, so that a list can leave out what belongs to a large run. */
export const runIdSchema = v.pipe(
  v.string(),
  v.maxLength(64),
  v.regex(/^(?:send|replay|check-up)-[\w-]+$/, 'send-…, replay-… or check-up-…'),
)

/** `id` may have letters, digits, `_` and `-`. */
export function createRunId(kind: RunKind, id: string): string {
  return `${kind}-${id}`
}

/** Returns null if the id is of a kind that this version does not know. */
export function kindOfRun(run: string): RunKind | null {
  return runKinds.find((kind) => run.startsWith(`${kind}-`)) ?? null
}

export const runCommands = {
  /**
   * Whatever is under way ends at once; what follows is not sent any more. The call that began the run resolves with
   * what there is. NOT_FOUND if there is no such run, or it has ended.
   */
  'run.stop': command<null>()({
    access: 'change',
    says: {
      zh: '停下一次还在进行的发送、重放或体检；已经得到的结果保留。',
      en: 'Stops a send, a replay or a check-up that is under way; what it has so far is kept.',
    },
    input: v.strictObject({ run: runIdSchema }),
  }),
}
