import { describe, expect, it } from 'vitest'
import type { ExchangeSummary } from '../../../../../src-core/contract/exchange.ts'
import type { HeldRequest } from '../../../../../src-core/contract/reply.ts'
import {
  isFollowing,
  next,
  nothingSelected,
  selectedId,
} from '../../../../../src-renderer/screens/live/selection/live-selection.ts'
import type {
  LiveEvent,
  LiveSelection,
} from '../../../../../src-renderer/screens/live/selection/live-selection.ts'

interface Lists {
  /** Newest first; the attempts of a row are joined by a plus, oldest first. `!` was answered by hand. */
  rows?: string
  /** Oldest first. `*` has a draft that is saved. */
  held?: string
  typing?: boolean
  /** Something has been written in these in this window. */
  written?: string | undefined
}

const words = (text = '') => text.split(' ').filter((word) => word !== '')

/** The list that the workbench has, and what is selected in it. */
interface Place {
  state: LiveSelection
  writes: boolean
  /** Newest first; the attempts of each, oldest first. */
  rows: readonly (readonly string[])[]
  /** Exchanges in the order in which they came. */
  recorded: readonly string[]
}

/** Returns the place after something happened in another one. */
type Happening = (before: Place) => Place

const start: Place = { state: nothingSelected, writes: false, rows: [], recorded: [] }

function feed(before: Place, event: LiveEvent): Place {
  return { ...before, ...next(before.state, event) }
}

/** These lists are there, as the workbench tells them. */
function changed({ rows: text, held, typing = false, written }: Lists): Happening {
  return (before) => {
    const rows = words(text).map((row) => row.split('+'))
    const ids = rows.map((row) => row.map((name) => name.replace('!', '')))
    const fresh = ids
      .toReversed()
      .flat()
      .filter((id) => !before.recorded.includes(id))
    const recorded = [...before.recorded, ...fresh]
    return feed(
      { ...before, rows: ids, recorded },
      {
        type: 'changed',
        list: { newest: ids[0]?.at(-1) ?? null, mark: recorded.length },
        exchanges: rows.flat().map((name) => {
          const by = name.endsWith('!') ? 'hand' : 'timeout'
          return { id: name.replace('!', ''), by } as ExchangeSummary
        }),
        held: words(held).map(
          (name) =>
            ({
              id: name.replace('*', ''),
              draft: name.endsWith('*') ? { type: 'success' } : null,
            }) as HeldRequest,
        ),
        typing,
        written: new Set(words(written)),
      },
    )
  }
}

const happens =
  (event: LiveEvent): Happening =>
  (before) =>
    feed(before, event)
const picked = (id: string) => happens({ type: 'picked', id })
const chosen = (id: string) => happens({ type: 'chosen', id })
const loaded = (id: string) => happens({ type: 'loaded', id })
const scrolled = (toTop: boolean) => happens({ type: 'scrolled', toTop })
const carried = (written = '') => happens({ type: 'carried', written: new Set(words(written)) })
const jumped = happens({ type: 'jumped' })
const sent = happens({ type: 'sent' })
const moved =
  (step: number): Happening =>
  (before) => {
    const { rows, state } = before
    const index = rows.findIndex((row) => row.includes(selectedId(state) ?? ''))
    const target = index === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, index + step))
    return feed(before, { type: 'moved', step, row: rows[target]?.at(-1) ?? null })
  }

function run(events: readonly Happening[], from = start): Place {
  return events.reduce<Place>((place, happening) => happening(place), { ...from, writes: false })
}

/** As the workbench counts them: rows with something recorded after the mark, unless that is what is shown. */
function countUnseen({ state, rows, recorded }: Place): number {
  if (isFollowing(state)) return 0
  const shown = selectedId(state)
  const isNew = (id: string) => recorded.indexOf(id) >= state.seen
  return rows.filter((row) => row.some(isNew) && row.at(-1) !== shown).length
}

/** As in "newest b", "exchange a, 2 unseen", "waiting h, writes"; `newest` is an exchange that is followed. */
function tell(place: Place): string {
  const { state, writes } = place
  const isNewest = state.shown.kind === 'exchange' && isFollowing(state)
  const shown = [isNewest ? 'newest' : state.shown.kind, selectedId(state)].filter(Boolean).join(' ')
  const unseen = countUnseen(place)
  return [shown, unseen > 0 && `${unseen} unseen`, writes && 'writes'].filter(Boolean).join(', ')
}

const LISTS = { rows: 'b a', held: '' }

/** The events that lead to each state, and its lists then. */
const STATES = {
  nothing: { lists: { rows: '', held: '' }, events: [changed({})] },
  newest: { lists: LISTS, events: [changed(LISTS)] },
  exchange: { lists: LISTS, events: [changed(LISTS), picked('a')] },
  away: { lists: LISTS, events: [changed(LISTS), scrolled(false)] },
  waiting: { lists: { rows: 'b a', held: 'h i' }, events: [changed({ rows: 'b a', held: 'h i' })] },
  alone: { lists: { rows: '', held: 'h' }, events: [changed({ held: 'h' })] },
  released: {
    lists: { rows: 'b a', held: 'i' },
    events: [changed({ rows: 'b a', held: 'h i' }), changed({ rows: 'b a', held: 'i' })],
  },
  recorded: {
    lists: { rows: 'h! b a', held: '' },
    events: [changed({ rows: 'b a', held: 'h' }), changed({ rows: 'h! b a' })],
  },
  'left behind': {
    lists: { rows: 'h b a', held: 'i' },
    events: [changed({ rows: 'b a', held: 'h* i' }), changed({ rows: 'h b a', held: 'i' })],
  },
} satisfies Record<string, { lists: Lists; events: Happening[] }>

type Shown = { rows: string; held: string }

const without = (list: string, id: string) =>
  words(list)
    .filter((name) => name.replace(/[!*]/, '') !== id)
    .join(' ')
const recorded = ({ rows, held }: Shown, row: string, written?: string) =>
  changed({ rows: `${row} ${without(rows, 'h')}`, held: without(held, 'h'), written })

/** The possible events in a place; null if one cannot happen there. */
const EVENTS = {
  'a row arrives': ({ rows, held }) => changed({ rows: `n ${rows}`, held }),
  'a retry moves the last row up': ({ rows, held }) =>
    rows === '' ? null : changed({ rows: rows.replace(/^(.*) a$/, 'a+a2 $1'), held }),
  'w comes to wait': ({ rows, held }) => changed({ rows, held: `${held} w` }),
  'w comes while somebody writes': ({ rows, held }) => changed({ rows, held: `${held} w`, typing: true }),
  'h gets a draft': ({ rows, held }) =>
    held.startsWith('h') ? changed({ rows, held: `h* ${without(held, 'h')}` }) : null,
  'h is released': ({ rows, held }) => changed({ rows, held: without(held, 'h') }),
  'h is answered': (place) => recorded(place, 'h!'),
  'h is answered and was written for': (place) => recorded(place, 'h!', 'h'),
  'h runs out of time': (place) => recorded(place, 'h'),
  'h runs out of time, written for': (place) => recorded(place, 'h', 'h'),
  'h is loaded': () => loaded('h'),
  'the history is cleared': ({ held }) => changed({ held }),
  'another history is there': ({ held }) => changed({ rows: 'y x', held }),
  'a is picked': ({ rows }) => (rows === '' ? null : picked('a')),
  'the newest is picked': ({ rows }) => (rows === '' ? null : picked(words(rows)[0]!.replace('!', ''))),
  'an old one is picked': () => picked('old'),
  'the last that waits is chosen': ({ held }) => (held === '' ? null : chosen(words(held).at(-1)!)),
  'down by one': () => moved(1),
  'up by one': () => moved(-1),
  'to the end': () => moved(Infinity),
  'to the start': () => moved(-Infinity),
  'the list is scrolled away': () => scrolled(false),
  'the list is scrolled to its top': () => scrolled(true),
  'somebody asks for the newest': () => jumped,
  'a message is sent': () => sent,
  'a draft is carried': () => carried(),
  'a draft is carried past h and i': () => carried('h i'),
} satisfies Record<string, (place: Shown) => Happening | null>

type EventName = keyof typeof EVENTS

/** The selection after each event; an event that is not listed leaves it as it was at the start. */
const TABLE: Record<keyof typeof STATES, { start: string } & Partial<Record<EventName, string>>> = {
  nothing: {
    start: 'nothing',
    'a row arrives': 'newest n',
    'w comes to wait': 'waiting w, writes',
    'h is answered': 'newest h',
    'h is answered and was written for': 'newest h',
    'h runs out of time': 'newest h',
    'h runs out of time, written for': 'newest h',
    'another history is there': 'newest y',
    'an old one is picked': 'exchange old',
  },
  newest: {
    start: 'newest b',
    'a row arrives': 'newest n',
    'a retry moves the last row up': 'newest a2',
    'w comes to wait': 'waiting w, writes',
    'h is answered': 'newest h',
    'h is answered and was written for': 'newest h',
    'h runs out of time': 'newest h',
    'h runs out of time, written for': 'newest h',
    'the history is cleared': 'nothing',
    'another history is there': 'newest y',
    'a is picked': 'exchange a',
    'an old one is picked': 'exchange old',
    'down by one': 'exchange a',
    'to the end': 'exchange a',
    'the list is scrolled away': 'exchange b',
  },
  exchange: {
    start: 'exchange a',
    'a row arrives': 'exchange a, 1 unseen',
    'a retry moves the last row up': 'exchange a, 1 unseen',
    'w comes to wait': 'waiting w, writes',
    'h is answered': 'exchange a, 1 unseen',
    'h is answered and was written for': 'exchange a, 1 unseen',
    'h runs out of time': 'exchange a, 1 unseen',
    'h runs out of time, written for': 'exchange a, 1 unseen',
    'the history is cleared': 'nothing',
    'another history is there': 'exchange a, 2 unseen',
    'the newest is picked': 'newest b',
    'an old one is picked': 'exchange old',
    'up by one': 'newest b',
    'to the start': 'newest b',
    'somebody asks for the newest': 'newest b',
    'a message is sent': 'newest b',
  },
  away: {
    start: 'exchange b',
    'a row arrives': 'exchange b, 1 unseen',
    'a retry moves the last row up': 'exchange b, 1 unseen',
    'w comes to wait': 'waiting w, writes',
    'h is answered': 'exchange b, 1 unseen',
    'h is answered and was written for': 'exchange b, 1 unseen',
    'h runs out of time': 'exchange b, 1 unseen',
    'h runs out of time, written for': 'exchange b, 1 unseen',
    'the history is cleared': 'nothing',
    'another history is there': 'exchange b, 2 unseen',
    'a is picked': 'exchange a',
    'an old one is picked': 'exchange old',
    'down by one': 'exchange a',
    'up by one': 'newest b',
    'to the end': 'exchange a',
    'to the start': 'newest b',
    'the list is scrolled to its top': 'newest b',
    'somebody asks for the newest': 'newest b',
    'a message is sent': 'newest b',
  },
  waiting: {
    start: 'waiting h',
    'a row arrives': 'waiting h, 1 unseen',
    'a retry moves the last row up': 'waiting h, 1 unseen',
    'h is released': 'released h',
    'h is answered': 'waiting i, 1 unseen, writes',
    'h is answered and was written for': 'waiting i, 1 unseen, writes',
    'h runs out of time': 'waiting i, 1 unseen, writes',
    'h runs out of time, written for': 'recorded h',
    'another history is there': 'waiting h, 2 unseen',
    'a is picked': 'exchange a',
    'the newest is picked': 'newest b',
    'an old one is picked': 'exchange old',
    'the last that waits is chosen': 'waiting i, writes',
    'down by one': 'waiting i',
    'to the end': 'newest b',
    'somebody asks for the newest': 'newest b',
    'a message is sent': 'waiting i, writes',
    'a draft is carried': 'waiting h, writes',
  },
  alone: {
    start: 'waiting h',
    'a row arrives': 'waiting h, 1 unseen',
    'h is released': 'released h',
    'h is answered': 'recorded h',
    'h is answered and was written for': 'recorded h',
    'h runs out of time': 'recorded h',
    'h runs out of time, written for': 'recorded h',
    'another history is there': 'waiting h, 2 unseen',
    'an old one is picked': 'exchange old',
    'the last that waits is chosen': 'waiting h, writes',
    'a message is sent': 'waiting h, writes',
    'a draft is carried': 'waiting h, writes',
  },
  released: {
    start: 'released h',
    'a row arrives': 'released h, 1 unseen',
    'a retry moves the last row up': 'released h, 1 unseen',
    'h is answered': 'waiting i, 1 unseen, writes',
    'h is answered and was written for': 'waiting i, 1 unseen, writes',
    'h runs out of time': 'waiting i, 1 unseen, writes',
    'h runs out of time, written for': 'recorded h',
    'the history is cleared': 'waiting i',
    'another history is there': 'released h, 2 unseen',
    'a is picked': 'exchange a',
    'the newest is picked': 'newest b',
    'an old one is picked': 'exchange old',
    'the last that waits is chosen': 'waiting i, writes',
    'down by one': 'newest b',
    'up by one': 'newest b',
    'to the end': 'newest b',
    'to the start': 'newest b',
    'somebody asks for the newest': 'newest b',
    'a message is sent': 'waiting i, writes',
    'a draft is carried': 'waiting i, writes',
  },
  recorded: {
    start: 'recorded h',
    'a row arrives': 'newest n',
    'a retry moves the last row up': 'newest a2',
    'w comes to wait': 'waiting w, writes',
    'h is loaded': 'newest h',
    'the history is cleared': 'nothing',
    'another history is there': 'newest y',
    'a is picked': 'exchange a',
    'an old one is picked': 'exchange old',
    'down by one': 'exchange b',
    'to the end': 'exchange a',
  },
  'left behind': {
    start: 'recorded h',
    'a row arrives': 'recorded h, 1 unseen',
    'a retry moves the last row up': 'recorded h, 1 unseen',
    'h is loaded': 'exchange h',
    'the history is cleared': 'waiting i',
    'another history is there': 'recorded h, 2 unseen',
    'a is picked': 'exchange a, 1 unseen',
    'the newest is picked': 'recorded h',
    'an old one is picked': 'exchange old, 1 unseen',
    'the last that waits is chosen': 'waiting i, 1 unseen, writes',
    'down by one': 'exchange b, 1 unseen',
    'up by one': 'waiting i, 1 unseen',
    'to the end': 'exchange a, 1 unseen',
    'to the start': 'waiting i, 1 unseen',
    'the list is scrolled to its top': 'recorded h',
    'somebody asks for the newest': 'recorded h',
    'a message is sent': 'waiting i, 1 unseen, writes',
    'a draft is carried': 'waiting i, 1 unseen, writes',
  },
}

describe.each(Object.entries(STATES))('%s', (name, { lists, events }) => {
  const before: Place = { ...run(events), writes: false }
  const row = TABLE[name as keyof typeof STATES]
  const possible = Object.entries(EVENTS).flatMap(([event, create]) => {
    const made = create(lists)
    return made === null ? [] : [{ event: event as EventName, made }]
  })

  it('is what it is called', () => {
    expect(tell(before)).toBe(row.start)
  })

  it.each(possible)('$event', ({ event, made }) => {
    expect(tell(made(before))).toBe(row[event] ?? row.start)
  })
})

describe('selecting rows of attempts', () => {
  it('follows the newest attempt, also of a row that was there', () => {
    const place = run([changed({ rows: 'b1 a1' }), changed({ rows: 'a1+a2 b1' })])
    expect(selectedId(place.state)).toBe('a2')
  })

  it('keeps the attempt that one looks at, and its row, when another comes', () => {
    const place = run([changed({ rows: 'b1 a1' }), picked('a1'), changed({ rows: 'a1+a2 b1' })])
    expect(selectedId(place.state)).toBe('a1')
  })

  it('moves by rows from whichever attempt is shown', () => {
    const down = run([changed({ rows: 'c1 b1+b2 a1' }), picked('b1'), moved(1)])
    expect(selectedId(down.state)).toBe('a1')
    expect(selectedId(run([moved(-1)], down).state)).toBe('b2')
  })

  it('counts the rows that are new, a retried one as well', () => {
    const reading = run([changed({ rows: 'b1 a1' }), picked('a1')])
    expect(countUnseen(reading)).toBe(0)
    const one = run([changed({ rows: 'c1 b1 a1' })], reading)
    expect(countUnseen(one)).toBe(1)
    const two = run([changed({ rows: 'b1+b2 c1 a1' })], one)
    expect(countUnseen(two)).toBe(2)
    const followed = run([jumped], two)
    expect(countUnseen(followed)).toBe(0)
    expect(selectedId(followed.state)).toBe('b2')
  })

  it('goes up to what waits from the first row, and down from there to the newest', () => {
    const lists = { rows: 'b a', held: 'h i' }
    const place = run([changed(lists), picked('b'), moved(-1)])
    expect(selectedId(place.state)).toBe('i')
    expect(tell(run([moved(1)], place))).toBe('newest b')
  })

  it('goes to the newest row from a selection that is in no row any more', () => {
    expect(tell(run([changed({ rows: 'b a' }), picked('gone'), moved(1)]))).toBe('newest b')
  })
})

describe('a message that waits', () => {
  it('is selected at the start, the oldest of them', () => {
    expect(tell(run([changed({ rows: 'a', held: 'h i' })]))).toBe('waiting h, writes')
  })

  it('is the same as its exchange, which one comes to when it is answered', () => {
    const answered = run([
      changed({ rows: 'a', held: 'h' }),
      changed({ rows: 'a' }),
      changed({ rows: 'h! a' }),
    ])
    expect(tell(answered)).toBe('recorded h')
    expect(tell(run([loaded('h')], answered))).toBe('newest h')
  })

  it('gives way to the next that comes before its exchange is shown, unless something was written in vain', () => {
    const timedOut = run([changed({ rows: 'a', held: 'h' }), changed({ rows: 'h a' })])
    expect(tell(timedOut)).toBe('recorded h')
    expect(tell(run([changed({ rows: 'h a', held: 'w' })], timedOut))).toBe('waiting w, writes')

    const place = run([changed({ rows: 'a', held: 'h' }), changed({ rows: 'h a', written: 'h' })])
    const later = run([changed({ rows: 'h a', held: 'w', written: 'h' })], place)
    expect(tell(later)).toBe('recorded h')
  })

  it('is not left by what its exchange brings late', () => {
    const place = run([
      changed({ rows: 'a', held: 'h' }),
      changed({ rows: 'h! a' }),
      changed({ rows: 'h! a', held: 'w' }),
    ])
    expect(tell(run([loaded('h')], place))).toBe('waiting w')
  })

  it('stays left behind with its draft until one goes on, whatever comes to wait meanwhile', () => {
    const place = run([
      changed({ rows: 'a', held: 'h*' }),
      changed({ rows: 'h a', held: 'i' }),
      loaded('h'),
      changed({ rows: 'h a', held: 'i', typing: true }),
    ])
    expect(tell({ ...place, writes: false })).toBe('exchange h')
    expect(tell(run([carried()], place))).toBe('waiting i, 1 unseen, writes')
  })

  it('takes a draft that is carried if nothing is written in it yet, here or elsewhere', () => {
    const place = run([changed({ rows: 'a', held: 'h* i j' }), picked('a')])
    expect(tell(run([carried('i')], place))).toBe('waiting j, writes')
    expect(tell(run([carried('i j')], place))).toBe('newest a')
  })

  it('is shown with what others have written of it since', () => {
    const place = run([changed({ rows: 'a', held: 'h' }), changed({ rows: 'a', held: 'h*' })])
    expect(place.state.shown).toMatchObject({ kind: 'waiting', held: { draft: { type: 'success' } } })
  })

  it('comes up when the last row goes, as when strangers are hidden', () => {
    const place = run([changed({ rows: 'a', held: 'h', typing: true })])
    expect(tell({ ...place, writes: false })).toBe('newest a')
    const emptied = run([changed({ held: 'h', typing: true })], place)
    expect(tell(emptied)).toBe('waiting h')
    expect(tell(run([changed({ rows: 'a', held: 'h' })], emptied))).toBe('waiting h')
  })
})

describe('scrolling', () => {
  it('changes nothing while the list stays where it is', () => {
    const place = run([changed(LISTS)])
    expect(run([scrolled(true)], place).state).toBe(place.state)
    const away = run([scrolled(false)], place)
    expect(run([scrolled(false)], away).state).toBe(away.state)
  })

  it('to the top has seen what is there, and stays with what was picked', () => {
    const place = run([changed(LISTS), picked('a'), scrolled(false), changed({ rows: 'c b a' })])
    expect(tell({ ...place, writes: false })).toBe('exchange a, 1 unseen')
    expect(tell(run([scrolled(true)], place))).toBe('exchange a')
  })
})

describe('going to the newest', () => {
  const returned = happens({ type: 'returned' })
  const away = run([changed({ rows: 'c b a' }), picked('a'), changed({ rows: 'd c b a' }), jumped])

  it('leaves a way back, until another row is selected', () => {
    expect(tell(away)).toBe('newest d')
    expect(tell(run([returned], away))).toBe('exchange a')
    expect(tell(run([picked('b'), returned], away))).toBe('exchange b')
  })

  it('is there also while more arrives', () => {
    expect(tell(run([changed({ rows: 'e d c b a' }), returned], away))).toBe('exchange a')
  })
})

describe('a deleted row', () => {
  const deleted =
    (id: string): Happening =>
    (before) => {
      const index = before.rows.findIndex((row) => row.includes(id))
      const others = before.rows.filter((row) => !row.includes(id))
      const row = others[Math.min(index, others.length - 1)]
      return feed(before, { type: 'deleted', ids: before.rows[index]!, next: row?.at(-1) ?? null })
    }

  it.each([
    ['c', 'b a', 'newest b'],
    ['b', 'c a', 'exchange a'],
    ['a', 'c b', 'exchange b'],
  ])('%s gives way to its neighbour', (id, rows, expected) => {
    expect(tell(run([changed({ rows: 'c b a' }), picked(id), deleted(id), changed({ rows })]))).toBe(expected)
  })

  it('leaves the selection alone if it is another one', () => {
    const place = run([changed({ rows: 'c b a' }), picked('b'), deleted('a'), changed({ rows: 'c b' })])
    expect(tell({ ...place, writes: false })).toBe('exchange b')
  })
})

describe('without following', () => {
  const preferred = (mayFollow: boolean) => happens({ type: 'preferred', mayFollow })

  it('the first row is shown, and stays when others come', () => {
    const place = run([preferred(false), changed({ rows: 'a' }), changed({ rows: 'c b a' })])
    expect(tell({ ...place, writes: false })).toBe('exchange a, 2 unseen')
    expect(tell(run([jumped], place))).toBe('exchange c')
    expect(tell(run([preferred(true)], place))).toBe('newest c')
  })
})
