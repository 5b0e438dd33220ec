import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ReplyDraft } from '../../../../src-core/contract/reply-draft.ts'
import type { AnswerRule } from '../../../../src-core/contract/rules.ts'
import { useCatalogue } from '../../../composables/useCatalogue.ts'

export interface RuleSummary {
  /** The messages that it answers. */
  when: string
  /** The answer that they get. */
  answer: string
}

/** Describes a rule in one line of words. */
export function useRuleSummary() {
  const { t, locale } = useI18n()
  const { find } = useCatalogue()

  return computed(() => {
    const language = locale.value
    const findSpec = find.value

    function describeMatch({ type, event, key, text, sender }: AnswerRule['match']): string {
      const spec = findSpec(event === undefined ? (type ?? null) : 'event', event ?? null)
      const kind =
        spec?.title[language] ?? event ?? (type?.toLowerCase() === 'event' ? t('rules.event') : type)
      const parts = [
        kind,
        key && t('rules.summary.key', { key }),
        text && t('rules.summary.text', { how: t(`rules.how.${text.how}`), value: text.value }),
        sender && t('rules.summary.sender', { sender }),
      ]
      return parts.filter(Boolean).join(' · ') || t('rules.summary.all')
    }

    function describeAnswer({ reply, fault, delayMs, fromDelivery = 1 }: AnswerRule): string {
      const answer = fault === 'none' ? describeReply(reply) : t(`rules.faults.${fault}`)
      const timed = delayMs > 0 ? t('rules.summary.after', { ms: delayMs, reply: answer }) : answer
      return fromDelivery > 1
        ? t('rules.summary.fromDelivery', { number: fromDelivery, reply: timed })
        : timed
    }

    function describeReply(reply: ReplyDraft): string {
      const kind = t(`replyForm.types.${reply.type}`)
      const text = tellingText(reply).replaceAll(/\s+/g, ' ').trim()
      return text ? t('rules.summary.quoted', { kind, text }) : kind
    }

    return (rule: AnswerRule): RuleSummary => ({
      when: describeMatch(rule.match),
      answer: describeAnswer(rule),
    })
  })
}

/** Returns the most telling text of a reply. */
function tellingText(reply: ReplyDraft): string {
  switch (reply.type) {
    case 'text':
      return reply.content.slice(0, 80)
    case 'image':
    case 'voice':
      return reply.mediaId
    case 'video':
    case 'music':
      return reply.title
    case 'news':
      return reply.articles[0]?.title ?? ''
    case 'transfer_customer_service':
      return reply.kfAccount
    case 'success':
    case 'empty':
    case 'xml':
      return ''
  }
}
