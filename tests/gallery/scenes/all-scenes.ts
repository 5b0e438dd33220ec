import type { Scene } from '../scene.ts'
import { actions } from './actions.ts'
import { burst } from './burst.ts'
import { checkUp } from './check-up.ts'
import { columns } from './columns.ts'
import { convert } from './convert.ts'
import { detail, encrypted, relayed } from './detail.ts'
import { empty } from './empty.ts'
import { find } from './find.ts'
import { issues } from './issues.ts'
import { comfortable, compact } from './list.ts'
import { closing, notices } from './notices.ts'
import { panels } from './panels.ts'
import { phone } from './phone.ts'
import { assistant, reach } from './reach.ts'
import { refused } from './refused.ts'
import { rehearsal } from './rehearsal.ts'
import { replay } from './replay.ts'
import { share } from './share.ts'
import { rules } from './rules.ts'
import { send } from './send.ts'
import { settings } from './settings.ts'
import { sign } from './sign.ts'
import { ahead, waiting } from './waiting.ts'

export const SCENES: Scene[] = [
  empty,
  assistant,
  reach,
  compact,
  comfortable,
  find,
  issues,
  detail,
  phone,
  encrypted,
  relayed,
  waiting,
  ahead,
  rules,
  panels,
  actions,
  replay,
  share,
  send,
  checkUp,
  rehearsal,
  burst,
  convert,
  sign,
  settings,
  notices,
  closing,
  refused,
  columns,
]
