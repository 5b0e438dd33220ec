import type { Finding } from '../../contract/exchange.ts'
import { FINDINGS } from '../../contract/findings.ts'
import type { FindingCode } from '../../contract/findings.ts'
import type { Bilingual } from '../../contract/text.ts'
import { createFinding } from '../finding.ts'
import type { Answer } from '../page/page.ts'
import { findHop } from './find-hop.ts'
import type { HopKind } from './hop.ts'

/** Tells whether a finding says that somebody else than the backend wrote the answer. */
export function isHop(code: FindingCode): boolean {
  return FINDINGS[code].section === 'hop'
}

/** Says which hop wrote an answer, if it was not the backend. Whether WeChat would take it is judged elsewhere. */
export function judgeHop(answer: Answer): Finding[] {
  const found = findHop(answer)
  if (!found) return []
  const { hop, words, shown, at } = found
  const place = PLACES[hop.kind]
  const name = joinChinese(place.zh, hop.name.zh)
  // An alarm and a pasted body have no status, and 200 stands for it.
  const status =
    answer.status === 200 ? { zh: '的', en: '' } : { zh: `了 ${answer.status}`, en: `with ${answer.status} ` }
  return [
    createFinding(
      `hop.${hop.kind}`,
      {
        title: {
          zh: `${joinChinese(name, '自己回')}${status.zh}，不是后端回的（${shown}）`,
          en: `${capitalize(hop.name.en)}, ${place.en}, responded ${status.en}itself (${shown})`,
        },
        ...words,
      },
      at,
    ),
  ]
}

const PLACES: Readonly<Record<HopKind, Bilingual>> = {
  tunnel: { zh: '隧道', en: 'the tunnel' },
  edge: { zh: '公网入口的', en: 'at the edge' },
  proxy: { zh: '后端前面的', en: 'in front of the backend' },
  network: { zh: '本机网络里的', en: 'on the way out of this network' },
}

/** Puts a blank between Chinese and Latin. */
function joinChinese(left: string, right: string): string {
  return /[!-~]$/.test(left) !== /^[!-~]/.test(right) ? `${left} ${right}` : left + right
}

function capitalize(text: string): string {
  return /^(?:a|the)\b/.test(text) ? text[0]!.toUpperCase() + text.slice(1) : text
}
