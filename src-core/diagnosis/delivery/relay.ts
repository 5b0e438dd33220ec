import type { BackendReply, Finding } from '../../contract/exchange.ts'
import { createFinding } from '../finding.ts'

/**
 * What is to be said of an exchange that a backend answered, given what is to be said of the request and of what went
 * out: besides that, what was said of the backend's reply; or, where `success` went in its place, that it did.
 */
export function diagnoseRelay(backend: BackendReply, diagnosed: readonly Finding[]): Finding[] {
  const relayed = backend.guarded ? [createGuarded(backend)] : backend.findings
  // The same reply may have been judged on its way out as well.
  const said = new Set(relayed.map(identify))
  return [...relayed, ...diagnosed.filter((finding) => !said.has(identify(finding)))]
}

function identify({ code, at }: Finding): string {
  return `${code} ${JSON.stringify(at)}`
}

function createGuarded({ name, findings }: BackendReply): Finding {
  const cause = findings.find(({ severity }) => severity === 'error') ?? findings[0]
  return createFinding('relay.guarded', 'warning', {
    title: {
      zh: `后端「${name}」的回复没有发出，改发了 success`,
      en: `success was sent in place of the reply of “${name}”`,
    },
    detail: cause
      ? {
          zh: `${cause.title.zh}。不改的话，微信会重发，用户会看到故障提示。`,
          en: `${cause.title.en}. As it is, WeChat would send the message again or show the user the fault prompt.`,
        }
      : {
          zh: '微信不会接受它的回复。',
          en: 'WeChat would not take its reply.',
        },
    fix: cause?.fix ?? { zh: '', en: '' },
  })
}
