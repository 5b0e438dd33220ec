import type { Answer } from '../../../../src-core/diagnosis/page/page.ts'

/** Creates an answer with headers as they are written: `Server: nginx`. */
export function createAnswer(status: number, headers: string[], body: string | Uint8Array = ''): Answer {
  return {
    status,
    headers: headers.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 1).trim()] as const
    }),
    body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
  }
}

/** The page that nginx writes for an error, with CR LF as it does. */
export function createNginxPage(title: string, server = 'nginx/1.18.0'): string {
  return (
    `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n` +
    `<hr><center>${server}</center>\r\n</body>\r\n</html>\r\n`
  )
}

export const FRP_PAGE =
  '<!DOCTYPE html>\n<html>\n<head>\n<title>Not Found</title>\n<style>\n</style>\n</head>\n<body>\n' +
  '<h1>The page you requested was not found.</h1>\n<p>Sorry, the page you are looking for is currently unavailable.<br/>\n' +
  'Please try again later.</p>\n<p>The server is powered by <a href="https://github.com/fatedier/frp">frp</a>.</p>\n' +
  '<p><em>Faithfully yours, frp.</em></p>\n</body>\n</html>\n'

export const NGROK_PAGE =
  '<!DOCTYPE html>\n<html class="h-full" lang="en-US" dir="ltr">\n<head>\n<noscript>You are about to visit ' +
  'a.ngrok-free.app, served by 203.0.113.1. (ERR_NGROK_6024)</noscript>\n</head><body id="ngrok"></body></html>'

export const CLOUDFLARE_PAGE =
  '<!DOCTYPE html>\n<html class="no-js" lang="en-US">\n<head>\n<title>bot.example.com | 502: Bad gateway</title>\n' +
  '</head>\n<body>\n<div id="cf-wrapper">\n<div id="cf-error-details" class="p-0">\n<h1>Bad gateway</h1></div></div></body></html>'
