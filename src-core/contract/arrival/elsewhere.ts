import { ALARM_PAGE, FORWARDING_PAGE } from '../official-pages.ts'
import type { ArrivalRows } from './kind.ts'

export const ELSEWHERE_CHECKS = {
  'elsewhere.other-follower': {
    station: 'elsewhere',
    title: { zh: '消息发给了同名的另一个号', en: 'You write to another account of that name' },
    why: {
      zh: '测试用的手机关注的不是这个公众号，消息当然不会到这里。',
      en: 'The phone follows another account, whose messages do not come here.',
    },
    find: {
      zh: '从后台的二维码重新关注一次：取消关注和关注都会推送事件。',
      en: 'Follow it again from the QR code in the console: both unfollowing and following are pushed as events.',
    },
    evidence: 'inferred',
    page: null,
    sources: [],
  },
  'elsewhere.not-pushed': {
    station: 'elsewhere',
    title: { zh: '这个操作本来就不推送', en: 'What you did is not pushed at all' },
    why: {
      zh: '点开有子菜单的一级菜单，不会推送任何事件。',
      en: 'Opening a menu that has a submenu is not pushed.',
    },
    find: {
      zh: '给公众号发一条普通的文字，这一定会推送。',
      en: 'Send the account a plain text, which always is.',
    },
    evidence: 'official',
    page: 'https://developers.weixin.qq.com/doc/service/en/guide/product/menu/intro.html',
    sources: [],
  },
  'elsewhere.muted': {
    station: 'elsewhere',
    title: { zh: '失败太多，推送暂停一分钟', en: 'Too many failures: pushes pause for a minute' },
    why: {
      zh: '大量推送失败之后，微信会停止推送一分钟；这一分钟的消息不会补发。',
      en: 'After many failed pushes WeChat stops for a minute, and what happens in that minute is not sent later.',
    },
    find: {
      zh: '等一分钟再发。在「接口管理 → 接口告警」里看有没有报警，粘贴到「签名 → 报警」里读懂它。',
      en: 'Wait a minute and write again. See 接口管理 → 接口告警 for alarms; paste one under Sign → Alarm to have it read.',
    },
    evidence: 'official',
    page: ALARM_PAGE,
    sources: [],
  },
  'elsewhere.customer-service': {
    station: 'elsewhere',
    title: { zh: '会话转给了客服', en: 'A customer-service session has it' },
    why: {
      zh: '用户被客服接入之后，消息直接转给客服；客服关闭会话，或超过 30 分钟，才恢复推送。',
      en: 'Once an agent has taken a user, the messages go to the agent, until the session is closed or has lasted 30 minutes.',
    },
    find: {
      zh: '在客服平台结束这个用户的会话，或换一个用户试。',
      en: 'End the user’s session in the customer-service console, or try with another user.',
    },
    evidence: 'official',
    page: FORWARDING_PAGE,
    sources: [],
  },
  'elsewhere.platform': {
    station: 'elsewhere',
    title: { zh: '授权给了第三方平台', en: 'A third-party platform is authorised' },
    why: {
      zh: '官方写明消息会推送到第三方平台的 URL；你自己的 URL 还收不收得到，要看授权的权限，是推断。',
      en: 'Messages go to the platform’s URL, the official page says; whether your own still gets them depends on what was authorised, which is inferred.',
    },
    find: {
      zh: '在微信开发者平台的「授权关系」里看有哪些平台，拿不准时先取消授权再试。',
      en: 'See under 授权关系 in the developer console which there are; if in doubt, withdraw one and try.',
    },
    evidence: 'inferred',
    page: 'https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/message_push.html',
    sources: [],
  },
  'elsewhere.cloud': {
    station: 'elsewhere',
    title: { zh: '推送配给了云托管或云函数', en: 'Cloud hosting or functions take it' },
    why: {
      zh: '微信云托管的消息推送打开之后，消息不再推送到你的服务器；云函数按消息类型接管，也是这样。',
      en: 'Once 消息推送 of 微信云托管 is on, nothing is pushed to your server; cloud functions take the kinds of messages that they are set to.',
    },
    find: {
      zh: '在云托管控制台的「设置 → 全局设置 → 消息推送」里看有没有这个账号。解绑之后，要把服务器配置停用、再启用，原来的 URL 才恢复。',
      en: 'See 设置 → 全局设置 → 消息推送 in the console of the cloud hosting. After unbinding it, disable the server settings and enable them again (停用, 启用): only then does the old URL work.',
    },
    evidence: 'official',
    page: 'https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloudrun/src/guide/weixin/push.html',
    sources: [],
  },
} as const satisfies ArrivalRows
