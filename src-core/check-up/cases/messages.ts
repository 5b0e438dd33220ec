import type { Bilingual } from '../../contract/text.ts'
import { findMessageSpec } from '../../wechat/catalogue/catalogue.ts'
import { createGroup } from '../kit/case.ts'
import type { CaseRow } from '../kit/case.ts'
import { endGenuine } from '../kit/judge.ts'

/** Every type of message, and the events that most accounts get. `set` brings in fields that only some have. */
const MESSAGES: readonly (readonly [
  id: string,
  type: string,
  event?: string | undefined,
  set?: Record<string, string>,
])[] = [
  ['text', 'text'],
  ['image', 'image'],
  ['voice', 'voice'],
  ['voice-recognised', 'voice', undefined, { Recognition: '你好' }],
  ['video', 'video'],
  ['shortvideo', 'shortvideo'],
  ['location', 'location'],
  ['link', 'link'],
  ['file', 'file'],
  ['subscribe', 'event', 'subscribe'],
  ['subscribe-scanned', 'event', 'subscribe', { EventKey: 'qrscene_123', Ticket: 'TICKET' }],
  ['unsubscribe', 'event', 'unsubscribe'],
  ['scan', 'event', 'SCAN'],
  ['position', 'event', 'LOCATION'],
  ['click', 'event', 'CLICK'],
  ['view', 'event', 'VIEW'],
  ['view-miniprogram', 'event', 'view_miniprogram'],
  ['scancode-push', 'event', 'scancode_push'],
  ['scancode-waitmsg', 'event', 'scancode_waitmsg'],
  ['pic-sysphoto', 'event', 'pic_sysphoto'],
  ['pic-photo-or-album', 'event', 'pic_photo_or_album'],
  ['pic-weixin', 'event', 'pic_weixin'],
  ['location-select', 'event', 'location_select'],
  ['template-sent', 'event', 'TEMPLATESENDJOBFINISH'],
  ['mass-sent', 'event', 'MASSSENDJOBFINISH'],
  ['notice-asked', 'event', 'subscribe_msg_popup_event'],
  ['published', 'event', 'PUBLISHJOBFINISH'],
  ['session-opened', 'event', 'kf_create_session'],
]

/** Where the catalogue has one name for two kinds. */
const NAMES: Readonly<Record<string, Bilingual>> = {
  'voice-recognised': { zh: '带识别结果的语音', en: 'Voice with what it says' },
  'subscribe-scanned': { zh: '扫码关注', en: 'Follow by a QR code' },
}

const WHY: Bilingual = {
  zh: '没有有效的回复，微信会再推，用户看到故障提示；不需要回复的也要有响应。',
  en: 'Without a valid reply WeChat sends it again, and the user sees the fault prompt; what needs no reply needs a response all the same.',
}
const FIX: Bilingual = {
  zh: '按诊断改正回复；不处理的类型返回 success 或空内容，状态码 200。',
  en: 'Correct the reply as the finding says; return success or nothing, with status 200, to types that you do not handle.',
}

export const MESSAGE_CHECKS: CaseRow[] = createGroup(
  'messages',
  MESSAGES.map(([id, type, event, set]) => {
    const title = NAMES[id] ?? findMessageSpec(type, event)?.title ?? { zh: id, en: id }
    const name = event ?? type
    return {
      id,
      level: 'required',
      title,
      sent: event
        ? {
            zh: `${name} 事件，字段和官方示例相同`,
            en: `the event ${name} with the fields of the official sample`,
          }
        : {
            zh: `一条 ${name} 消息，字段和官方示例相同`,
            en: `a message of type ${name} with the fields of the official sample`,
          },
      why: WHY,
      fix: FIX,
      async act(talk) {
        return endGenuine(await talk.push(talk.write(type, event, set)))
      },
    }
  }),
)
