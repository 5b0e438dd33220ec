import type { ExchangeMessage } from '../contract/exchange.ts'
import type { Bilingual } from '../contract/text.ts'
import { readField } from '../exchange/receive.ts'
import { findMessageSpec } from '../wechat/catalogue/catalogue.ts'
import { shorten, TITLE_MAX } from './bounds.ts'

/** Says in a line what happened: most events are something that the user did. */
export function describeEvent({ event, json }: Pick<ExchangeMessage, 'event' | 'json'>): Bilingual {
  const name = shorten(event ?? '', TITLE_MAX)
  const key = shorten((readField(json, 'EventKey') ?? '').trim(), TITLE_MAX)
  switch (name.toLowerCase()) {
    case 'subscribe':
      return describeFollowing(key)
    case 'unsubscribe':
      return { zh: '取消关注', en: 'Unfollowed the account' }
    case 'scan':
      return say(['扫描二维码', '，场景值 '], ['Scanned a QR code', ', scene '], key)
    case 'click':
      return say(['点击菜单', ' '], ['Tapped the menu', ' item '], key)
    case 'view':
      return say(['点击菜单', '，打开 '], ['Tapped the menu', ', opened '], key)
    case 'view_miniprogram':
      return say(['点击菜单，打开小程序', ' '], ['Tapped the menu, opened a mini program', ' at '], key)
    case 'location': {
      const place = ['Latitude', 'Longitude'].map((one) => shorten(readField(json, one) ?? '', 20))
      return say(
        ['上报位置', ' '],
        ['Reported the position', ' '],
        place.filter((one) => one !== '').join(', '),
      )
    }
    default: {
      const title = findMessageSpec('event', name)?.title
      const what = `${name} ${key}`.trim()
      return title
        ? { zh: `${title.zh}（${what}）`, en: `${title.en} (${what})` }
        : say(['事件', ' '], ['Event', ' '], what)
    }
  }
}

function describeFollowing(key: string): Bilingual {
  const scene = /^qrscene_(.*)$/.exec(key)?.[1]
  return scene === undefined
    ? say(['关注', '，来自 '], ['Followed the account', ', from '], key)
    : say(['扫码关注', '，场景值 '], ['Scanned a QR code and followed', ', scene '], scene)
}

/** Says the first part, and the second one with the value if there is a value. */
function say(zh: readonly [string, string], en: readonly [string, string], value: string): Bilingual {
  if (value === '') return { zh: zh[0], en: en[0] }
  return { zh: `${zh.join('')}${value}`, en: `${en.join('')}${value}` }
}
