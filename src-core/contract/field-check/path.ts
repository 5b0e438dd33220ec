import { cleanValue } from './dirt.ts'
import type { FieldNote } from './kind.ts'

/**
 * Segments of unreserved URL characters: every tunnel and console passes these on unchanged. A segment `.` or `..` is
 * none: whoever calls the URL resolves it first (RFC 3986, 5.2.4), so that no request ever arrives at such a path.
 */
export const ACCOUNT_PATH = /^(\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+)+$/

/** Checks the path of an account. What it calls wrong is not saved. */
export function checkPath(value: string): FieldNote[] {
  const { clean, notes } = cleanValue(value, { zh: '路径', en: 'path' })
  const found = judgePath(clean)
  const [first] = notes
  if (!first) return found ? [found] : []
  // One mend for both.
  const mended = found ? found.mend?.value : clean
  const { mend, ...dirt } = first
  return [mended !== undefined && mend ? { ...dirt, mend: { ...mend, value: mended } } : dirt]
}

function judgePath(path: string): FieldNote | null {
  if (path === '' || ACCOUNT_PATH.test(path)) return null
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
  const path = text.replace(/^https?:\/\/[^/?#]*/i, '')
  // As whoever calls it reads it.
  const { pathname } = new URL(`http://host/${path}`)
  const mended = pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '')
  return ACCOUNT_PATH.test(mended) ? mended : null
}
