import { createPagePolicy } from '../host/page-policy.ts'
import { findPageFile } from '../host/page-files.ts'
import type { PageDress, PageFiles } from '../host/page-files.ts'
import type { AppAddress } from './app-address.ts'

const policy = createPagePolicy("'none'")

/**
 * Answers requests to our address: only GET and HEAD, only files of the page, at no other host of the scheme, and
 * always with the policy. `page-files.ts` says why a path is compared as plain text.
 */
export function answerPage(
  own: AppAddress,
  files: PageFiles,
  dress: PageDress,
  { method, url }: Pick<Request, 'method' | 'url'>,
): Response {
  if (method !== 'GET' && method !== 'HEAD') return refuse(405, 'Method not allowed', { Allow: 'GET, HEAD' })
  const file = own.owns(url) ? findPageFile(files, new URL(url).pathname, dress) : undefined
  if (!file) return refuse(404, 'Not found')
  const headers = { ...policy, 'Content-Type': file.contentType }
  return new Response(method === 'HEAD' ? null : file.content, { headers })
}

function refuse(status: number, text: string, extra: Record<string, string> = {}): Response {
  const headers = { ...policy, ...extra, 'Content-Type': 'text/plain; charset=utf-8' }
  return new Response(text, { status, headers })
}
