import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'
import type { ReplyBrief } from '../../../../src-core/contract/reply-brief.ts'
import { useLater } from '../../../ui/load-later.ts'

/** The second thing that a row tells: why it went wrong, or what was answered. */
export interface RowTelling {
  kind: 'cause' | 'reply'
  text: string
}

/** Words the cause or the reply of an exchange in the language of the screen; null if nothing is known of either. */
export function useRowTelling() {
  const { t, te, locale } = useI18n()
  /** The table is too large to hold up the first row, which is drawn without its cause if it has to be. */
  const findKind = useLater(
    async () => ({ default: (await import('../../../../src-core/contract/findings.ts')).findFindingKind }),
    () => true,
  )

  function sayReply(reply: ReplyBrief): string {
    if (reply.kind === 'other') return reply.text
    if (reply.kind !== 'message') return t(`rows.reply.${reply.kind}`)
    const { type, text, articles = 0 } = reply
    const key = type === 'news' && articles > 1 ? 'rows.reply.newsMore' : `rows.reply.${type}`
    return te(key) ? t(key, { text, count: articles }).trim() : `${type} ${text}`.trim()
  }

  return computed(() => {
    const language = locale.value === 'zh' ? 'zh' : 'en'
    return ({ cause, reply }: ExchangeSummary): RowTelling | null => {
      // A cause that another version stored may have a code of which we know no name.
      if (cause) {
        if (!cause.name && !findKind.value) return null
        const name = cause.name ?? findKind.value?.(cause.code)?.name
        return { kind: 'cause', text: name?.[language] ?? cause.code }
      }
      return reply ? { kind: 'reply', text: sayReply(reply) } : null
    }
  })
}
