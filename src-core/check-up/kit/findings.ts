import type { Finding } from '../../contract/exchange.ts'
import type { Bilingual } from '../../contract/text.ts'
import { createFinding } from '../../diagnosis/finding.ts'

/** `what` names what came back to whom. */
export function createMixedUp(what: Bilingual): Finding {
  return createFinding('check.mixed-up', {
    title: what,
    detail: {
      zh: '同时到来的请求共用了一个变量，或者有缓存不看参数：一个用户会看到另一个用户的内容。',
      en: 'Requests at the same time share a variable, or a cache ignores the query: one user sees what is another’s.',
    },
    fix: {
      zh: '不要把当前的消息放在全局变量或单例的字段里；带参数的请求不要缓存。',
      en: 'Keep the current message in no global and no field of a singleton; cache no request that has a query.',
    },
  })
}
