import type { Finding } from '../../contract/exchange.ts'
import { KF_ACCOUNT } from '../../contract/field-check/kf-account.ts'
import type { Bilingual } from '../../contract/text.ts'
import { createFinding } from '../finding.ts'
import type { FindingTexts } from '../finding.ts'
import { elementsOf, findField, placeOfElement } from './reply-document.ts'
import type { Field, ReplyDocument } from './reply-document.ts'
import { mendText, quote } from './reply-text.ts'

const FIX: Bilingual = {
  zh: '指定客服时填完整的客服账号（如 kf2001@gh_…，可用 getkflist 接口查到）；不指定客服时去掉整个 TransInfo，由任一在线客服接待。',
  en: 'For one agent, give the whole account (kf2001@gh_…; getkflist lists them); for any agent who is online, leave TransInfo out altogether.',
}

/** Judges the agent to whom a reply hands the user over. Without TransInfo any agent may take over. */
export function judgeTransfer(document: ReplyDocument): Finding[] {
  const { root, path } = document
  if (findField(root, path, 'MsgType')?.value.trim() !== 'transfer_customer_service') return []
  const info = findField(root, path, 'TransInfo')
  if (!info) return []
  const account = findField(info.element, info.path, 'KfAccount')
  const value = account?.value.trim() ?? ''
  // If there are other elements instead, `judgeStructure` says so.
  if ((!account && elementsOf(info.element).length > 0) || KF_ACCOUNT.test(value)) return []
  return [create(document, info, account ?? info, value)]
}

function create(document: ReplyDocument, info: Field, at: Field, value: string): Finding {
  const { start, end } = info.element.range ?? { start: 0, end: 0 }
  return createFinding(
    'reply.kf-account',
    { ...(value === '' ? EMPTY : explainForm(value)), fix: FIX },
    placeOfElement(document, at.element, at.path),
    // An empty account names nobody, which TransInfo left out says rightly. Whom another one means, nobody knows.
    value === '' ? mendText(document, [{ start, end, text: '' }]) : undefined,
  )
}

const EMPTY: FindingTexts & { evidence: 'inferred' } = {
  evidence: 'inferred',
  title: {
    zh: 'TransInfo 里没有指定客服：KfAccount 是空的',
    en: 'TransInfo names no agent: KfAccount is empty',
  },
  detail: {
    zh: '有 TransInfo 就要指定一个存在的客服账号；空的多半和不存在的账号一样，用户看到故障提示。',
    en: 'With TransInfo there must be an agent’s account; an empty one most likely acts like one that does not exist, and the user sees the fault prompt.',
  },
}

function explainForm(value: string): FindingTexts {
  const shown = quote(value)
  return {
    title: {
      zh: `KfAccount 不是客服账号：${shown.zh}`,
      en: `KfAccount is not an agent’s account: ${shown.en}`,
    },
    detail: {
      zh: '完整的客服账号是「账号前缀@公众号微信号」；填成别的内容（如用户发来的文字、昵称、客服工号），有人的用户看到了故障提示。',
      en: 'An agent’s account has the form name@account; with something else in its place, such as the user’s text or a nickname, users were seen to get the fault prompt.',
    },
  }
}
