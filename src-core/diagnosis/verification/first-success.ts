import type { Finding } from '../../contract/exchange.ts'
import { createFinding } from '../finding.ts'

/**
 * Creates the finding that is shown once, when an account's address has been verified: it names the features that stop
 * working then, which nobody expects.
 *
 * Source: https://developers.weixin.qq.com/doc/offiaccount/en/Basic_Information/Access_Overview.html
 */
export function createFirstSuccess(): Finding {
  return createFinding('verify.first-success', {
    title: {
      zh: '第一次验证成功；启用后，公众号后台里的菜单和自动回复会失效',
      en: 'Verified for the first time; once enabled, the console’s menu and auto-replies stop working',
    },
    detail: {
      zh: '服务器配置启用后，用户的消息和事件都推送到这个地址，在公众号后台设置的自动回复和自定义菜单不再起作用。',
      en: 'Once the server configuration is on, messages and events go to this address, and the auto-replies and the menu set up in the console no longer do.',
    },
    fix: {
      zh: '菜单改用自定义菜单接口创建，自动回复由后端来做；要恢复原样，在后台停用服务器配置。',
      en: 'Create the menu through the API and let the backend reply; to have things as before, switch the server configuration off in the console.',
    },
  })
}
