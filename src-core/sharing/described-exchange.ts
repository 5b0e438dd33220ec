import type { Exchange, Finding } from '../contract/exchange.ts'
import { findGrounds, nameEvidence } from '../contract/findings/evidence.ts'
import { orderFindings } from '../contract/findings/kind.ts'
import type { Severity } from '../contract/findings/kind.ts'
import type { Bilingual } from '../contract/text.ts'
import { markOf, VERDICT_WORDS } from '../contract/verdict-words.ts'
import { MODE_WORDS, WORDS } from './words.ts'

/** An exchange in words, for people: a report, a page and a text for an assistant are made of it. Nothing is escaped. */
export interface DescribedExchange {
  /** Type or event, or the method; and the verdict. */
  title: [kind: string, verdict: string]
  facts: [name: string, value: string][]
  findings: DescribedFinding[]
  texts: DescribedText[]
}

export interface DescribedFinding {
  code: string
  severity: Severity
  title: string
  detail: string
  /** `''` if nothing is to be done. */
  fix: string
  /** The evidence, and what it is; `''` if the finding has another version's code. */
  basis: string
  page: string | null
}

export interface DescribedText {
  name: string
  text: string
  language: 'xml' | 'json' | 'http'
}

export function describeExchange(exchange: Exchange, language: keyof Bilingual): DescribedExchange {
  const { request, message, response, rule, run } = exchange
  const say = (words: Bilingual): string => words[language]
  const facts: [string, string | undefined | null][] = [
    [say(WORDS.time), new Date(exchange.receivedAt).toISOString()],
    [say(WORDS.direction), say(exchange.direction === 'out' ? WORDS.out : WORDS.in)],
    [say(WORDS.mode), say(MODE_WORDS[exchange.mode])],
    [say(WORDS.attempt), String(exchange.attempt)],
    [say(WORDS.status), `${response.status || say(WORDS.none)} · ${response.by}`],
    [say(WORDS.duration), `${response.durationMs} ms`],
    [say(WORDS.rule), rule?.name],
    [say(WORDS.run), run],
    [say(WORDS.session), exchange.session?.name],
    [say(WORDS.note), exchange.note],
  ]
  return {
    title: [
      message?.event || message?.type || request.method,
      say(VERDICT_WORDS[markOf({ ...exchange, by: response.by, body: response.body })]),
    ],
    facts: facts.filter((fact): fact is [string, string] => typeof fact[1] === 'string' && fact[1] !== ''),
    findings: orderFindings(exchange.findings).map((finding) => describeFinding(finding, language)),
    texts: describeTexts(exchange, language),
  }
}

function describeFinding(finding: Finding, language: keyof Bilingual): DescribedFinding {
  const { code, severity, title, detail, fix } = finding
  const grounds = findGrounds(finding)
  return {
    code,
    severity,
    title: title[language],
    detail: detail[language],
    fix: fix[language],
    basis: grounds ? `${nameEvidence(grounds)[language]} · ${grounds.basis[language]}` : '',
    page: grounds?.page ?? null,
  }
}

function describeTexts(exchange: Exchange, language: keyof Bilingual): DescribedText[] {
  const { request, message, response, backends = [] } = exchange
  const start = `${request.method} ${request.target} HTTP/${request.httpVersion}`
  const languageOf = (text: string) => (/^\s*\{/.test(text) ? 'json' : 'xml')
  return [
    ...(message
      ? [{ name: WORDS.message[language], text: message.xml, language: languageOf(message.xml) } as const]
      : []),
    {
      name: WORDS.request[language],
      text: `${start}\n${writeHeaders(request.headers)}\n${request.body}`,
      language: 'http',
    },
    { name: WORDS.reply[language], text: writeAnswer(response, language), language: 'http' },
    ...(response.plain === undefined
      ? []
      : [
          {
            name: WORDS.plain[language],
            text: response.plain,
            language: languageOf(response.plain),
          } as const,
        ]),
    ...backends.map((one) => ({
      name: `${WORDS.backend[language]} ${one.name}`,
      text:
        one.error && !one.status && !one.raw
          ? `${one.error.code} ${one.error.message}`
          : writeAnswer(one, language),
      language: 'http' as const,
    })),
  ]
}

function writeAnswer(
  { status, headers, body, raw }: Pick<Exchange['response'], 'status' | 'headers' | 'body' | 'raw'>,
  language: keyof Bilingual,
): string {
  if (raw) return raw.text
  return status === 0 ? WORDS.none[language] : `HTTP/1.1 ${status}\n${writeHeaders(headers)}\n${body}`
}

function writeHeaders(headers: Exchange['request']['headers']): string {
  return headers.map(([name, value]) => `${name}: ${value}\n`).join('')
}
