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
      return { zh: `扫描二维码，场景值 ${key}`, en: `Scanned a QR code, scene ${key}` }
    case 'click':
      return { zh: `点击菜单 ${key}`, en: `Tapped the menu item ${key}` }
    case 'view':
      return { zh: `点击菜单，打开 ${key}`, en: `Tapped the menu, opened ${key}` }
    case 'view_miniprogram':
      return { zh: `点击菜单，打开小程序 ${key}`, en: `Tapped the menu, opened the mini program at ${key}` }
    case 'location': {
      const [latitude, longitude] = ['Latitude', 'Longitude'].map((one) =>
        shorten(readField(json, one) ?? '', 20),
      )
      return {
        zh: `上报位置 ${latitude}, ${longitude}`,
        en: `Reported the position ${latitude}, ${longitude}`,
      }
    }
    default: {
      const title = findMessageSpec('event', name)?.title
      const what = key === '' ? name : `${name} ${key}`
      return title
        ? { zh: `${title.zh}（${what}）`, en: `${title.en} (${what})` }
        : { zh: `事件 ${what}`, en: `Event ${what}` }
    }
  }
}

function describeFollowing(key: string): Bilingual {
  const scene = /^qrscene_(.*)$/.exec(key)?.[1]
  if (scene === undefined) return { zh: '关注', en: 'Followed the account' }
  return { zh: `扫码关注，场景值 ${scene}`, en: `Scanned a QR code and followed, scene ${scene}` }
}
