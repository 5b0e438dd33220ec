import { expect, it } from 'vitest'
import { nextView, shownView } from '../../../../src-renderer/features/phone/reply-views.ts'
import type { ReplyView } from '../../../../src-renderer/features/phone/reply-views.ts'

const ALL: ReplyView[] = ['phone', 'source', 'bytes']
const BESIDE: ReplyView[] = ['source', 'bytes']

it.each<[ReplyView[], ReplyView, ReplyView]>([
  [ALL, 'phone', 'phone'],
  [ALL, 'bytes', 'bytes'],
  [BESIDE, 'bytes', 'bytes'],
  // The phone is in sight anyway.
  [BESIDE, 'phone', 'source'],
  [['source'], 'bytes', 'source'],
])('of the views %j, with %s chosen, shows %s', (views, chosen, shown) => {
  expect(shownView(views, chosen)).toBe(shown)
})

it.each<[ReplyView[], ReplyView[]]>([
  [ALL, ['phone', 'source', 'bytes', 'phone']],
  [BESIDE, ['source', 'bytes', 'source']],
  [['source'], ['source', 'source']],
])('turns the views %j like this: %j', (views, turns) => {
  turns.slice(1).forEach((next, at) => expect(nextView(views, turns[at]!)).toBe(next))
})
