import { APP_ID } from '../app-id-mark.ts'
import type { Bilingual } from '../text.ts'
import { cleanValue } from './dirt.ts'
import type { FieldNote } from './kind.ts'

const ORIGINAL_ID = /^gh_[0-9a-f]{12}$/

function note(code: string, severity: FieldNote['severity'], text: Bilingual): FieldNote {
  return { code, severity, text }
}

export function checkAppId(value: string): FieldNote[] {
  const { clean, notes } = cleanValue(value, { zh: 'AppID', en: 'AppID' })
  return [...notes, ...judgeAppId(clean)]
}

function judgeAppId(id: string): FieldNote[] {
  if (id === '' || APP_ID.test(id)) return []
  if (id.startsWith('gh_')) {
    return [
      note('original-id', 'wrong', {
        zh: '这是原始 ID，请填到左边一栏；AppID 以 wx 开头，共 18 个字符。',
        en: 'This is an original ID and belongs into the field beside; an AppID starts with wx and has 18 characters.',
      }),
    ]
  }
  if (/^[0-9a-f]{32}$/.test(id)) {
    return [
      note('app-secret', 'wrong', {
        zh: '这是 32 位十六进制，看起来像 AppSecret；AppID 以 wx 开头，共 18 个字符。AppSecret 不用填在调试台里。',
        en: 'These 32 hex digits look like an AppSecret; an AppID starts with wx and has 18 characters. The AppSecret is not needed here.',
      }),
    ]
  }
  const lower = id.toLowerCase()
  if (APP_ID.test(lower)) {
    return [
      {
        code: 'upper-case',
        severity: 'wrong',
        text: {
          zh: 'AppID 只有小写字母和数字。',
          en: 'An AppID has only lower-case letters and digits.',
        },
        mend: { label: { zh: '改成小写', en: 'Make it lower case' }, value: lower },
      },
    ]
  }
  const text = {
    zh: 'AppID 以 wx 开头，后面是 16 位十六进制（0–9、a–f），共 18 个字符。',
    en: 'An AppID starts with wx, followed by 16 hex digits (0–9, a–f): 18 characters.',
  }
  const isUnfinished = /^(w|wx[0-9a-f]{0,15})$/.test(id)
  return [{ ...note('app-id', 'wrong', text), ...(isUnfinished && { unfinished: true }) }]
}

export function checkOriginalId(value: string): FieldNote[] {
  const { clean, notes } = cleanValue(value, { zh: '原始 ID', en: 'original ID' })
  return [...notes, ...judgeOriginalId(clean)]
}

function judgeOriginalId(id: string): FieldNote[] {
  if (id === '' || ORIGINAL_ID.test(id)) return []
  if (APP_ID.test(id)) {
    return [
      note('app-id', 'wrong', {
        zh: '这是 AppID，请填到右边一栏；原始 ID 以 gh_ 开头。',
        en: 'This is an AppID and belongs into the field beside; an original ID starts with gh_.',
      }),
    ]
  }
  const digits = /^gh[_\s-]*([0-9a-f]{12})$/i.exec(id)?.[1]
  if (digits !== undefined) {
    const mended = `gh_${digits.toLowerCase()}`
    return [
      {
        ...note('original-id', 'wrong', {
          zh: '原始 ID 的写法是 gh_ 加 12 位小写十六进制。',
          en: 'An original ID is written gh_ and 12 hex digits in lower case.',
        }),
        mend: { label: { zh: `改成 ${mended}`, en: `Make it ${mended}` }, value: mended },
      },
    ]
  }
  const isUnfinished = /^(g|gh|gh_[0-9a-f]{0,11})$/.test(id)
  const unfinished = isUnfinished && { unfinished: true as const }
  if (id.startsWith('gh_')) {
    const text = {
      zh: '原始 ID 一般是 gh_ 加 12 位十六进制（0–9、a–f），请与后台核对。',
      en: 'An original ID is mostly gh_ and 12 hex digits (0–9, a–f); compare it with the console.',
    }
    return [{ ...note('length', 'unusual', text), ...unfinished }]
  }
  const text = {
    zh: '原始 ID 以 gh_ 开头，在后台的「账号详情」里；不是微信号，也不是名称。',
    en: 'An original ID starts with gh_ and stands in the console’s account details; it is neither the WeChat ID nor the name.',
  }
  return [{ ...note('original-id', 'wrong', text), ...unfinished }]
}
