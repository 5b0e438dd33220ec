import { PUSH_PAGE } from '../official-pages.ts'
import type { ArrivalRows } from './kind.ts'

const MIGRATION_PAGE = 'https://developers.weixin.qq.com/doc/subscription/guide/dev/migration.html'

export const CONSOLE_CHECKS = {
  'console.place': {
    station: 'console',
    title: { zh: '填在了别的地方', en: 'It was filled in elsewhere' },
    why: {
      zh: '2025 年 12 月起，服务器配置搬到了微信开发者平台；官方页面对它的叫法不一致。JS 接口安全域名、网页授权域名、IP 白名单都不是它。',
      en: 'Since December 2025 it is in the developer console 微信开发者平台, and official pages name the place differently. JS 接口安全域名, 网页授权域名 and IP 白名单 are other settings.',
    },
    find: {
      zh: '微信开发者平台 → 我的业务 → 公众号（或服务号）→ 基础信息 →「域名与消息推送配置」（迁移说明的叫法），或「消息与事件推送」（推送说明的叫法）。',
      en: '微信开发者平台 → 我的业务 → 公众号 or 服务号 → 基础信息 → 域名与消息推送配置 (as the page on the move calls it), or 消息与事件推送 (as the page on pushes does).',
    },
    evidence: 'official',
    page: MIGRATION_PAGE,
    sources: [PUSH_PAGE],
  },
  'console.not-saved': {
    station: 'console',
    title: { zh: '提交没有成功，用的还是旧配置', en: 'It was not saved, and the old settings hold' },
    why: {
      zh: '验证不通过时配置不会生效，微信继续访问原来的 URL。Token 改了没有提交也一样。',
      en: 'Where the verification fails nothing takes effect and WeChat goes on calling the old URL; so does a token that was changed and not submitted.',
    },
    find: {
      zh: '刷新后台的页面，看 URL 和 Token 是不是刚填的；提交时列表里应该出现一条「服务器验证」。',
      en: 'Reload the page of the console: are URL and token the new ones? Submitting brings a row 服务器验证 (verification) here.',
    },
    evidence: 'official',
    page: PUSH_PAGE,
    sources: [],
  },
  'console.not-enabled': {
    station: 'console',
    title: { zh: '保存了，没有启用，或又停用了', en: 'Saved, but not enabled, or disabled again' },
    why: {
      zh: '验证通过只是保存；状态是「已启用」，微信才推送消息。',
      en: 'A verification only saves it; WeChat pushes messages once the state is 已启用 (enabled).',
    },
    find: {
      zh: '看服务器配置的状态，没有启用就点「启用」。启用之后，请勿再点「停用」。',
      en: 'See the state of the server settings and click 启用 where it is off. Do not click 停用 afterwards.',
    },
    evidence: 'observed',
    page: null,
    sources: ['binarywang/weixin-java-mp-demo#76'],
  },
  'console.auto-reply': {
    station: 'console',
    title: { zh: '后台的自动回复还在起作用', en: 'The console’s own auto-reply still works' },
    why: {
      zh: '服务器配置启用之后，后台设置的自动回复和菜单会失效；它们还在起作用，就说明没有启用。',
      en: 'Once the server settings are on, auto-replies and menus set in the console stop; if one still works, they are off.',
    },
    find: {
      zh: '给公众号发一条设置过的关键词。收到的是后台的自动回复，就回到上一项。',
      en: 'Send the account one of the keywords. If the console’s reply comes, go back to the row before.',
    },
    evidence: 'observed',
    page: null,
    sources: ['https://juejin.cn/post/7174697997308493883'],
  },
  'console.other-account': {
    station: 'console',
    title: { zh: '配的是另一个账号，或测试号', en: 'It is another account’s, or the test account’s' },
    why: {
      zh: '接口测试号有自己的配置页，与正式的公众号互不相干。',
      en: 'The test account has a page of its own and has nothing to do with the real one.',
    },
    find: {
      zh: '核对 AppID：发消息的那个公众号，与填写 URL 的那个。测试号在 mp.weixin.qq.com/debug/cgi-bin/sandbox?t=sandbox/login 配置。',
      en: 'Compare the AppID of the account that you write to with that of the URL’s page. The test account is set up at mp.weixin.qq.com/debug/cgi-bin/sandbox?t=sandbox/login.',
    },
    evidence: 'official',
    page: MIGRATION_PAGE,
    sources: [],
  },
  'console.permission': {
    station: 'console',
    title: { zh: '担心账号没有接口权限', en: 'You suspect that the account may not' },
    why: {
      zh: '接收消息、接收事件和被动回复，没有认证的订阅号和服务号也有，个人的也一样；没有的是客服消息、模板消息等接口。',
      en: 'Receiving messages and events and replying to them is open to every account, unverified and personal ones too; other APIs, such as customer-service messages, are not.',
    },
    find: {
      zh: '在微信开发者平台的「接口管理 → 接口权限与额度」里看「接收消息」。账号被限制或冻结时，公众平台首页有通知。',
      en: 'See 接收消息 under 接口管理 → 接口权限与额度 in the developer console. Where an account is restricted, mp.weixin.qq.com says so on its first page.',
    },
    evidence: 'official',
    page: 'https://developers.weixin.qq.com/doc/service/en/Getting_Started/Explanation_of_interface_privileges.html',
    sources: [],
  },
} as const satisfies ArrivalRows
