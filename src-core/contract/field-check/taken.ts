import { APP_ID } from '../app-id-mark.ts'
import type { Bilingual } from '../text.ts'
import { cleanValue } from './dirt.ts'
import type { FieldNote } from './kind.ts'

const OPEN_ID = /^o[\w-]{27}$/

/** Returns the OpenIDs that somebody typed, with commas, blanks or lines between them. */
export function splitOpenIds(text: string): string[] {
  return split(text, /[\s,，、;；]+/)
}

/** Returns the scenes that somebody typed. A scene may have blanks in it. */
export function splitScenes(text: string): string[] {
  return split(text, /[\n,，、;；]+/)
}

function split(text: string, between: RegExp): string[] {
  const found = text.split(between).map((one) => one.trim())
  return [...new Set(found.filter((one) => one !== ''))]
}

/** Checks the OpenIDs of the users whose messages a backend takes. */
export function checkOpenIds(text: string): FieldNote[] {
  const { clean, notes } = cleanValue(splitOpenIds(text).join(', '), { zh: 'OpenID', en: 'OpenID' })
  const odd = splitOpenIds(clean).find((id) => !OPEN_ID.test(id))
  return odd === undefined ? notes : [...notes, judgeOpenId(odd)]
}

function judgeOpenId(id: string): FieldNote {
  if (id.startsWith('gh_') || APP_ID.test(id)) {
    return note('not-a-user', 'wrong', {
      zh: `${id} 是公众号的 ID，不是用户的。OpenID 在消息的 FromUserName 里。`,
      en: `${id} is the ID of an account, not of a user. An OpenID is the FromUserName of a message.`,
    })
  }
  const isUnfinished = /^o[\w-]{0,26}$/.test(id)
  return {
    ...note('open-id', 'unusual', {
      zh: `${id} 不像 OpenID：一般是 o 开头的 28 个字符，区分大小写。`,
      en: `${id} does not look like an OpenID: mostly 28 characters that begin with o, with their letter case.`,
    }),
    ...(isUnfinished && { unfinished: true }),
  }
}

/**
 * Checks the scenes, or other values of EventKey, whose events a backend takes. A menu's key may have any characters.
 */
export function checkScenes(text: string): FieldNote[] {
  const scenes = splitScenes(text)
  if (scenes.includes('qrscene_')) {
    return [
      note('no-scene', 'wrong', {
        zh: 'qrscene_ 后面要有场景值；前缀本身可以不写。',
        en: 'A scene has to follow qrscene_; the prefix itself may be left out.',
      }),
    ]
  }
  if (!scenes.some((scene) => OPEN_ID.test(scene))) return []
  return [
    note('like-open-id', 'unusual', {
      zh: '其中有一个像 OpenID；OpenID 请填到「OpenID」一栏。',
      en: 'One of these looks like an OpenID, which belongs into the field for OpenIDs.',
    }),
  ]
}

function note(code: string, severity: FieldNote['severity'], text: Bilingual): FieldNote {
  return { code, severity, text }
}
