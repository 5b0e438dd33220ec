import * as v from 'valibot'
import { command } from './command.ts'

/** `KIND-ID`: the id tells its kind, so that a list can leave out what belongs to a large run. */
export const runIdSchema = v.pipe(
  v.string(),
  v.maxLength(64),
  v.regex(
    /^(?:send|replay|check-up|burst|rehearsal)-[\w-]+$/,
    'send-…, replay-…, check-up-…, burst-… or rehearsal-…',
  ),
)

export const runCommands = {
  /**
   * Whatever is under way ends at once; what follows is not sent any more. The call that began the run resolves with
   * what there is. NOT_FOUND if there is no such run, or it has ended.
   */
  'run.stop': command<null>()({
    access: 'change',
    says: {
      zh: '停下一次还在进行的发送、重放、体检或演练；已经得到的结果保留。',
      en: 'Stops a send, a replay, a check-up or a rehearsal that is under way; what it has so far is kept.',
    },
    input: v.strictObject({ run: runIdSchema }),
  }),
}
