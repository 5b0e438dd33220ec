import type { BackendReply, Finding } from '../../contract/exchange.ts'
import { createFinding } from '../finding.ts'

/** Says that `success` went out in place of this backend's reply, and why. */
export function createGuarded({ name, findings }: Pick<BackendReply, 'name' | 'findings'>): Finding {
  const cause = findings.find(({ severity }) => severity === 'error') ?? findings[0]
  return createFinding('relay.guarded', {
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
