import type { OwnSample } from '../contract/sample.ts'
import { ANSWERED } from './expectations.ts'
import type { RehearsalRow } from './step.ts'

/** Returns messages of one's own as a rehearsal, in their order. */
export function rehearseCollection(
  collection: string,
  messages: readonly Pick<OwnSample, 'name' | 'text'>[],
): RehearsalRow {
  return {
    id: `collection:${collection}`,
    title: { zh: collection, en: collection },
    says: {
      zh: '自己的合集，按顺序发送；发送者、CreateTime 和 MsgId 换成新的，JSON 和没有 FromUserName 的消息原样发送',
      en: 'A collection of one’s own in its order, with another sender, CreateTime and MsgId; JSON, and what has no FromUserName, goes out as it is',
    },
    steps: messages.map(({ name, text }) => ({
      title: { zh: name, en: name },
      message: { text },
      expects: ANSWERED,
    })),
  }
}

/** Returns one for each collection, in the order in which they began. Messages in none are no sequence. */
export function rehearseCollections(samples: readonly OwnSample[]): RehearsalRow[] {
  const names = new Set(samples.map(({ collection }) => collection).filter((name) => name !== ''))
  return [...names].map((name) =>
    rehearseCollection(
      name,
      samples.filter(({ collection }) => collection === name),
    ),
  )
}
