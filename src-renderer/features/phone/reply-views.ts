/** The ways to look at a reply: as on the phone, as it is written, and byte by byte. */
export type ReplyView = 'phone' | 'source' | 'bytes'

/** Returns the view that is shown: the chosen one, or the first if that one is not among them. */
export function shownView(views: readonly ReplyView[], chosen: ReplyView): ReplyView {
  return views.includes(chosen) ? chosen : (views[0] ?? 'source')
}

/** Returns the view after this one; after the last comes the first. */
export function nextView(views: readonly ReplyView[], shown: ReplyView): ReplyView {
  return views[(views.indexOf(shown) + 1) % views.length] ?? shown
}
