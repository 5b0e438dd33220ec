import type { Bilingual } from '../../src-core/contract/text.ts'

/** Picks the language by the POSIX order of the locale variables; if none is set, by the system's own setting. */
export function pickLanguage(env: NodeJS.ProcessEnv): keyof Bilingual {
  const locale =
    env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || Intl.DateTimeFormat().resolvedOptions().locale
  return /^zh/i.test(locale) ? 'zh' : 'en'
}
