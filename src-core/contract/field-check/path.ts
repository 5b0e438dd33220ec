import { cleanValue } from './dirt.ts'
import { APP_ID_MARK } from '../app-id-mark.ts'
import type { FieldNote } from './kind.ts'

/**
 * Segments of unreserved URL characters: every tunnel and console passes these on unchanged. A segment `.` or `..` is
 * none: whoever calls the URL resolves it first (RFC 3986, 5.2.4), so that no request ever arrives at such a path. One
 * segment may be the mark for an AppID.
 */
export const ACCOUNT_PATH = /^(?!(?:.*\$){3})(\/(?!\.{1,2}(?:\/|$))(?:\$APPID\$|[A-Za-z0-9._~-]+))+$/

/** Checks the path of an account. What it calls wrong is not saved. */
export function checkPath(value: string): FieldNote[] {
  const { clean, notes } = cleanValue(value, { zh: '路径', en: 'path' })
  const found = judgePath(clean)
  const [first] = notes
  if (!first) return found ? [found] : []
  // One mend for both.
  const mended = found?.severity === 'wrong' ? found.mend?.value : clean
  const { mend, ...dirt } = first
  return [mended !== undefined && mend ? { ...dirt, mend: { ...mend, value: mended } } : dirt]
}

function judgePath(path: string): FieldNote | null {
  if (path === '') return null
  if (ACCOUNT_PATH.test(path)) return path.includes(APP_ID_MARK) ? MARKED : null
  const mended = mendPath(path)
  if (/^https?:\/\//i.test(path)) {
    return create(
      'whole-url',
      {
        zh: '这里只填路径；整个 URL 填到公众号后台。',
        en: 'Only the path belongs here; the whole URL goes into the console.',
      },
      { zh: `只留 ${mended}`, en: `Keep ${mended}` },
      mended,
    )
  }
  const label = { zh: `改成 ${mended}`, en: `Make it ${mended}` }
  if (/\/\.{1,2}(\/|$)/.test(path)) {
    return create(
      'dots',
      {
        zh: '路径里不能有 /. 或 /..：按 URL 的标准，访问之前就会把它们化简掉，这样的路径收不到请求。',
        en: 'A path cannot have /. or /.. in it: by the standard of URLs they are resolved before the call, so nothing would ever arrive.',
      },
      label,
      mended,
    )
  }
  return create(
    'path',
    {
      zh: '路径要像 /wx 或 /wx/shop 这样：以 / 开头，只用字母、数字和 . _ ~ -',
      en: 'A path looks like /wx or /wx/shop: a / first, then letters, digits and . _ ~ -',
    },
    label,
    mended,
  )
}

const MARKED: FieldNote = {
  code: 'app-id-mark',
  severity: 'unusual',
  text: {
    zh: `${APP_ID_MARK} 是第三方平台的写法，微信会换成消息所属账号的 AppID；这里收每一个 AppID 的请求。不是第三方平台的话，请去掉它。`,
    en: `${APP_ID_MARK} is for third-party platforms: WeChat puts the AppID of each account there, and requests for all of them are taken here. For a single account, leave it out.`,
  },
}

function create(
  code: string,
  text: FieldNote['text'],
  label: FieldNote['text'],
  mended: string | null,
): FieldNote {
  const note = { code, severity: 'wrong', text } as const
  return mended === null ? note : { ...note, mend: { label, value: mended } }
}

/** Returns the path that is meant, or null if that is not sure. */
function mendPath(text: string): string | null {
  const path = text
    .replace(/^https?:\/\/[^/?#]*/i, '')
    .replace(/(?<=\/)(?:\$\{?|\{\{?|%24|:)app_?id(?:\}\}?|\$|%24|)(?=\/|$)/i, () => APP_ID_MARK)
  // As whoever calls it reads it.
  const { pathname } = new URL(`http://host/${path}`)
  const mended = pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '')
  return ACCOUNT_PATH.test(mended) ? mended : null
}
