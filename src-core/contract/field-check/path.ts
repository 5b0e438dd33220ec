import { cleanValue } from './dirt.ts'
import type { FieldNote } from './kind.ts'

/** `/`, then unreserved URL characters: every tunnel and console passes these on unchanged. */
export const ACCOUNT_PATH = /^\/[A-Za-z0-9._~-]+(\/[A-Za-z0-9._~-]+)*$/

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
  return create(
    'path',
    {
      zh: '路径要像 /wx 或 /wx/shop 这样：以 / 开头，只用字母、数字和 . _ ~ -',
      en: 'A path looks like /wx or /wx/shop: a / first, then letters, digits and . _ ~ -',
    },
    { zh: `改成 ${mended}`, en: `Make it ${mended}` },
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
  const [path = ''] = text.replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/, 1)
  const mended = `/${path}`.replace(/\/{2,}/g, '/').replace(/\/$/, '')
  return ACCOUNT_PATH.test(mended) ? mended : null
}
