/**
 * Stands in the message URL of a third-party platform. WeChat puts the AppID of the account there that a message is
 * for; token and key are the platform's own, one for all those accounts.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/message_push.html
 */
export const APP_ID_MARK = '$APPID$'

export const APP_ID = /^wx[0-9a-f]{16}$/
const SEGMENT = /(?<=\/)wx[0-9a-f]{16}(?=\/|$)/

/** Fills the mark if nobody knows a better one. */
const SAMPLE_APP_ID = 'wx1234567890abcdef'

/** Returns a path with the mark in place of the first AppID in it, or as it is if it has none. */
export function markAppId(path: string): string {
  return path.replace(SEGMENT, () => APP_ID_MARK)
}

/** Returns the first AppID that is a segment of a path, or null if there is none. */
export function appIdIn(path: string): string | null {
  return SEGMENT.exec(path)?.[0] ?? null
}

/** Returns the one whose path this is: the same to the letter, or else with the mark in place of an AppID. */
export function findByPath<One extends { path: string }>(ones: readonly One[], path: string): One | null {
  const marked = markAppId(path)
  return ones.find((one) => one.path === path) ?? ones.find((one) => one.path === marked) ?? null
}

/** Returns a path or an address with an AppID in place of the mark, or as it is if it has none. */
export function withAppId(address: string, appId: string): string {
  return address.replace(APP_ID_MARK, () => (APP_ID.test(appId) ? appId : SAMPLE_APP_ID))
}
