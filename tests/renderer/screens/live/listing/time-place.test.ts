import { expect, it } from 'vitest'
import type { ListLine } from '../../../../../src-core/contract/listing.ts'
import { summarize } from '../../../../../src-core/exchange/record.ts'
import { readTimePlace } from '../../../../../src-renderer/screens/live/listing/time-place.ts'
import { createExchange } from '../../../../node/history/recording.ts'

const newest = summarize(createExchange({ id: 'a', receivedAt: 1000 }))
const row: ListLine = { kind: 'row', deliveries: [newest], attempts: 1 }
const group: ListLine = { kind: 'group', name: null, isOpen: false, rows: 3, newest }

it('is reached with a row that is as old, and not before', () => {
  expect(readTimePlace({ lines: [row], from: 7, total: 9 }, 7, 1000)).toEqual({
    id: 'a',
    at: 7,
    total: 9,
    receivedAt: 1000,
    isReached: true,
  })
  expect(readTimePlace({ lines: [row], from: 7, total: 9 }, 7, 999)).toMatchObject({ isReached: false })
})

it('is never certain at a closed group, which does not tell of the row', () => {
  const place = readTimePlace({ lines: [group], from: 0, total: 1 }, 0, 5000)
  expect(place).toMatchObject({ id: 'a', receivedAt: null, isReached: false })
})

it('is not known if its line could not be read', () => {
  expect(readTimePlace({ lines: [], from: 0, total: 1 }, 0, 5000)).toBeNull()
})
