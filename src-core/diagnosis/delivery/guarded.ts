import type { BackendReply, Finding } from '../../contract/exchange.ts'
import { findGuardCause } from '../../contract/findings/evidence.ts'
import { createFinding } from '../finding.ts'

/** Says that `success` went out in place of this backend's reply, and why. */
export function createGuarded({
  name,
  error,
  findings,
}: Pick<BackendReply, 'name' | 'error' | 'findings'>): Finding {
  const cause = findGuardCause({ error, findings })
  return createFinding('relay.guarded', {
    title: {
      zh: `后端「${name}」的回复没有发出，改发了 success`,
      en: `success was sent in place of the reply of “${name}”`,
    },
    detail: cause
      ? {
          zh: `${cause.title.zh}。不改的话，微信会认为没有收到有效的回复，用户会看到故障提示。`,
          en: `${cause.title.en}. As it is, WeChat would count it as no valid reply, and the user would see the fault prompt.`,
        }
      : {
          zh: '微信不会接受它的回复。',
          en: 'WeChat would not take its reply.',
        },
    fix: cause?.fix ?? { zh: '', en: '' },
  })
}

/** Says that the guard let this backend's reply go back although it may fail, and why. */
export function createSpared({ name, findings }: Pick<BackendReply, 'name' | 'findings'>): Finding {
  const cause = findings.find(({ severity }) => severity === 'error')
  return createFinding('relay.spared', {
    title: {
      zh: `后端「${name}」的回复原样发出，没有改发 success`,
      en: `The reply of “${name}” went back as it came, and not success`,
    },
    detail: {
      zh: `它的问题只是推断${cause ? `：${cause.title.zh}` : ''}。只有官方写明或有人遇到过的问题才会改发，免得丢掉微信本来会收下的回复。`,
      en: `Its fault is only inferred${cause ? `: ${cause.title.en}` : ''}. A reply is replaced for a fault that an official page or a report shows, so that none is lost that WeChat would take.`,
    },
  })
}
