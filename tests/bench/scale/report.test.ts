import { expect, it } from 'vitest'
import { describeScale, listExcesses } from './report.ts'
import type { ScaleFigures } from './report.ts'

const compared = { ms: 50, worst: 60, bareMs: 25, ratio: 2 }

/** All of it within the bounds. */
function createFigures(rows: number): ScaleFigures {
  return {
    folder: '/nowhere',
    rows,
    recordMicros: 150,
    rounds: 3,
    host: {
      rows,
      open: { ms: 100, sinceStart: 900, bareMs: 4, ratio: 25 },
      questions: [
        { filter: 'verdict:fault', isDeep: false, found: 9, firstMs: 40, doneMs: 40, longestCall: 50, held: 9, bareMs: 30, ratio: 1.3 }, // prettier-ignore
        { filter: '/a.b/', isDeep: true, found: 9, firstMs: 80, doneMs: 900, longestCall: 90, held: 9, bareMs: 500, ratio: 1.8 }, // prettier-ignore
      ],
      jump: compared,
      besideMs: 80,
      resident: 170 * 1024 ** 2,
    },
    page: {
      open: { ...compared, ms: 800 },
      filters: [{ filter: 'verdict:fault', ...compared }],
      jump: compared,
      listed: rows,
      memory: { page: 300, pageCollected: 150, host: 160 },
    },
  }
}

it('finds nothing wrong with a history that is at the fingertips', () => {
  expect(listExcesses(createFigures(100_000))).toEqual([])
})

it('tells what took more than it may, and by how much; opening is that of history and page', () => {
  const { host, page, ...rest } = createFigures(100_000)
  const slow = { ...rest, host, page: { ...page, open: { ...compared, ms: 901 }, listed: 200 } }
  expect(listExcesses(slow)).toEqual([
    '100000 rows: opening: 1001 ms, at most 1000 ms',
    '100000 rows: the list stands for 200 of them, and no jump leads to the others',
  ])
})

it('lets a question that looks into every exchange, and a million, take longer', () => {
  const { host, ...rest } = createFigures(100_000)
  const slower = { ...host, questions: host.questions.map((one) => ({ ...one, doneMs: one.doneMs + 200 })) }
  expect(listExcesses({ ...rest, host: slower })).toEqual([
    '100000 rows: verdict:fault, without a page: 240 ms, at most 100 ms',
  ])
  expect(listExcesses({ ...createFigures(1_000_000), host: slower })).toEqual([])
})

it('describes every filter and the memory of both', () => {
  const text = describeScale(createFigures(100_000))
  for (const part of ['typed: verdict:fault', '/a.b/', '310 MB', '× bare']) expect(text).toContain(part)
})
