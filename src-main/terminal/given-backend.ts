import type { GivenSecret } from './option.ts'
import { UsageError } from './usage-error.ts'

/**
 * Returns the address and the token of a backend, for commands that need neither to list something. Throws a UsageError
 * if one is missing.
 */
export function requireBackend({
  url,
  token,
}: {
  url?: string | undefined
  token?: GivenSecret | undefined
}): { url: string; token: string } {
  if (url === undefined) throw new UsageError({ zh: '缺少 --url', en: '--url is missing' })
  if (token !== undefined) return { url, token: token.value }
  throw new UsageError({
    zh: '缺少 --token（也可以用 --token-file 或环境变量 MPSCOPE_TOKEN）',
    en: '--token is missing (or --token-file, or the environment variable MPSCOPE_TOKEN)',
  })
}
