import type { Exchange } from '../../contract/exchange.ts'
import { parseTarget } from '../../exchange/incoming.ts'
import { writeUrl } from '../copy/http.ts'
import type { ExportFormat } from './format.ts'

/**
 * HTTP Archive 1.2, which browsers and proxies open. What HAR has no word for stands in `_mpscope`, as the format allows.
 *
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
export const HAR_EXPORT: ExportFormat = {
  ending: 'har',
  type: 'application/json',
  begin({ version, redacted }) {
    const creator = { name: 'mpscope', version, comment: redacted ? 'redacted' : 'not redacted' }
    return `{"log":{"version":"1.2","creator":${JSON.stringify(creator)},"entries":[\n`
  },
  write: (exchange, index, { origin }) =>
    `${index === 0 ? '' : ',\n'}${JSON.stringify(createEntry(exchange, origin))}`,
  end: () => '\n]}}\n',
}

/** Lengths of heads are not known: HAR writes -1. */
const UNKNOWN = -1

function createEntry(exchange: Exchange, origin: string) {
  const { request, response, verdict, findings } = exchange
  const { parameters } = parseTarget(request.target)
  const content = response.bodyBase64 ?? response.body
  return {
    startedDateTime: new Date(exchange.receivedAt).toISOString(),
    time: response.durationMs,
    request: {
      method: request.method,
      url: writeUrl(exchange, origin),
      httpVersion: `HTTP/${request.httpVersion}`,
      cookies: [],
      headers: toPairs(request.headers),
      queryString: toPairs(parameters),
      ...(request.bodyBytes > 0 && {
        postData: {
          mimeType: findType(request.headers),
          params: [],
          text: request.body,
          ...(request.bodyBase64 !== undefined && { _base64: request.bodyBase64 }),
        },
      }),
      headersSize: UNKNOWN,
      bodySize: request.bodyBytes,
    },
    response: {
      status: response.status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: toPairs(response.headers),
      content: {
        size: Buffer.byteLength(content, response.bodyBase64 === undefined ? 'utf8' : 'base64'),
        mimeType: findType(response.headers),
        text: content,
        ...(response.bodyBase64 !== undefined && { encoding: 'base64' }),
      },
      redirectURL: response.headers.find(([name]) => name.toLowerCase() === 'location')?.[1] ?? '',
      headersSize: UNKNOWN,
      bodySize: UNKNOWN,
    },
    cache: {},
    timings: { send: 0, wait: response.durationMs, receive: 0 },
    comment: [verdict, ...findings.map(({ code }) => code)].join(' '),
    _mpscope: createRest(exchange),
  }
}

/** The parts of an exchange that an import needs, and HAR does not have. */
function createRest({ request, response, message, ...exchange }: Exchange) {
  const { messageKey: _key, verdict: _verdict, findings: _findings, receivedAt: _at, ...rest } = exchange
  return {
    ...rest,
    target: request.target,
    ...(request.origin !== undefined && { origin: request.origin }),
    ...(request.incomplete && { incomplete: request.incomplete }),
    message: message && { xml: message.xml },
    by: response.by,
    ...(response.plain !== undefined && { plain: response.plain }),
    ...(response.raw && { raw: response.raw }),
  }
}

function toPairs(pairs: readonly [name: string, value: string][]): { name: string; value: string }[] {
  return pairs.map(([name, value]) => ({ name, value }))
}

function findType(headers: Exchange['request']['headers']): string {
  return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
}
