import { createEventSpec } from './common-fields.ts'
import { createGroupField, createPlainField } from './field-makers.ts'
import type { FieldSpec, MessageSpec } from '../../contract/catalogue.ts'
import type { Bilingual } from '../../contract/text.ts'

const PAGE =
  'https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/verify_beta_Mini_Programs/getmpadminauth.html'
const VERIFY_PAGE =
  'https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/verify_beta_Mini_Programs/mpverifybetaweapp.html'

const RESULT: FieldSpec[] = [
  createPlainField('appid', 'cdata', '小程序的 AppID', 'AppID of the mini program', 'wx12b4f63276b14d4c'),
  createPlainField('mp_appid', 'cdata', '公众号的 AppID', 'AppID of the account', 'wx13974bf780d3dc89'),
  createPlainField('operation_time', 'cdata', '操作时间', 'When it was done', '2026-11-26 10:30'),
  createPlainField('status', 'integer', '结果，0 为成功', 'Result; 0 is success', '0'),
  createPlainField('msg', 'cdata', '结果说明', 'Result in words', 'ok'),
]

const TICKET = createPlainField(
  'ticket',
  'cdata',
  '授权成功后的凭证，转正接口要用',
  'Ticket after success, needed by the next call',
  'ticket@@@Nc4Ul9RxOc7PkVt2IwJqAb',
)

function createBetaEvent(
  event: string,
  title: Bilingual,
  summary: Bilingual,
  more: FieldSpec[] = [],
  source = PAGE,
): MessageSpec {
  // The official name is spelt so.
  const fields = [
    createGroupField('ApplyAuthorizationInfoNoitfy', '授权结果', 'The result', [...RESULT, ...more]),
  ]
  return createEventSpec(event, { group: 'open-platform', title, summary, source, fields })
}

/** A trial mini program becomes a real one by reusing an account's verification; its administrator is asked. */
export const BETA_APP_EVENTS: readonly MessageSpec[] = [
  createBetaEvent(
    'betaapp_authorization_apply_event',
    { zh: '试用小程序：管理员授权', en: 'Trial mini program: consent' },
    {
      zh: '公众号管理员同意或拒绝授权后推送。',
      en: 'Sent when the administrator of the account has consented or refused.',
    },
    [TICKET],
  ),
  createBetaEvent(
    'betaapp_verify_apply_event',
    { zh: '试用小程序：申请转正', en: 'Trial mini program: applied' },
    {
      zh: '申请复用公众号资质转正后推送。',
      en: 'Sent after the application to reuse the verification of the account.',
    },
    [],
    VERIFY_PAGE,
  ),
  createBetaEvent(
    'betaapp_verify_event',
    { zh: '试用小程序：转正结果', en: 'Trial mini program: result' },
    {
      zh: '试用小程序转正有结果时推送。',
      en: 'Sent with the result of making a trial mini program a real one.',
    },
  ),
]
