/**
 * Stands in the message URL of a third-party platform. WeChat puts the AppID of the account there that a message is
 * for; token and key are the platform's own, one for all those accounts.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/message_push.html
 */
export const APP_ID_MARK = '$APPID$'

export const APP_ID = /^wx[0-9a-f]{16}$/

/** Fills the mark if nobody knows a better one. */
const SAMPLE_APP_ID = 'wx1234567890abcdef'

/** Returns the AppID that stands in a path at the mark's place; null if there is no mark or the rest is not the same. */
export function appIdIn(path: string, marked: string): string | null {
  const [before = '', after] = marked.split(APP_ID_MARK)
  if (after === undefined || !path.startsWith(before) || !path.endsWith(after)) return null
  const appId = path.slice(before.length, path.length - after.length)
  return APP_ID.test(appId) ? appId : null
}

/** Returns the one whose path this is: the same to the letter, or else with an AppID at the mark's place. */
export function findByPath<One extends { path: string }>(ones: readonly One[], path: string): One | null {
  return ones.find((one) => one.path === path) ?? ones.find((one) => appIdIn(path, one.path) !== null) ?? null
}

/** Returns a path or an address with an AppID in place of the mark, or as it is if it has none. */
export function withAppId(address: string, appId: string): string {
  return address.replace(APP_ID_MARK, () => (APP_ID.test(appId) ? appId : SAMPLE_APP_ID))
}
