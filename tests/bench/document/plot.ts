/** Lines over a logarithmic x and a linear y. */
export interface Plot {
  /** What is drawn, for those who do not see it. */
  title: string
  x: Axis
  y: Axis
  lines: readonly Line[]
}

export interface Axis {
  /** Stands at the end of the axis. */
  label: string
  /** The values that have a mark, in ascending order; the first and the last are the ends of the axis. */
  marks: readonly { at: number; label: string }[]
}

export interface Line {
  name: string
  /** Ours is drawn bold. */
  isOurs: boolean
  points: readonly (readonly [x: number, y: number])[]
}

const [WIDTH, HEIGHT] = [720, 320]
const BOX = { left: 64, right: 470, top: 24, bottom: 272 }
/** The least distance between two names at the ends of the lines. */
const LINE_HEIGHT = 16

/** Told apart with every kind of colour vision; the same on light and dark. */
const COLOURS = ['#0f9d6c', '#d9730d', '#3b7dd8', '#a855c7', '#b58900', '#d64570', '#5f8a8b', '#8a6d5a']

const STYLE = [
  'text{font:12px system-ui,sans-serif;fill:#333}',
  '.sheet{fill:#fff}.grid{stroke:#ddd}',
  '@media(prefers-color-scheme:dark){text{fill:#ddd}.sheet{fill:#1b1d1f}.grid{stroke:#3a3d40}}',
].join('')

/** Returns an SVG that runs no script and loads nothing, readable on light and on dark. */
export function drawPlot({ title, x, y, lines }: Plot): string {
  const across = createScale(x.marks, Math.log, BOX.left, BOX.right)
  const up = createScale(y.marks, (value) => value, BOX.bottom, BOX.top)
  const ends = spread(lines.map(({ points }) => up(points.at(-1)![1])))
  const drawn = lines.map((line, index) => {
    const path = line.points.map(([at, value]) => `${round(across(at))},${round(up(value))}`).join(' ')
    const colour = COLOURS[index % COLOURS.length]!
    const width = line.isOurs ? 3 : 1.5
    const [endX, endY] = [across(line.points.at(-1)![0]), up(line.points.at(-1)![1])]
    return [
      `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="${width}"/>`,
      `<line x1="${round(endX)}" y1="${round(endY)}" x2="${BOX.right + 14}" y2="${round(ends[index]!)}" stroke="${colour}"/>`,
      `<text x="${BOX.right + 18}" y="${round(ends[index]! + 4)}"${line.isOurs ? ' font-weight="700"' : ''}>${escape(line.name)}</text>`,
    ].join('')
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escape(title)}">`,
    `<style>${STYLE}</style>`,
    `<rect class="sheet" width="${WIDTH}" height="${HEIGHT}" rx="6"/>`,
    ...y.marks.map(({ at, label }) => {
      const level = round(up(at))
      return `<line class="grid" x1="${BOX.left}" y1="${level}" x2="${BOX.right}" y2="${level}"/><text x="${BOX.left - 8}" y="${level + 4}" text-anchor="end">${escape(label)}</text>`
    }),
    ...x.marks.map(
      ({ at, label }) =>
        `<text x="${round(across(at))}" y="${BOX.bottom + 18}" text-anchor="middle">${escape(label)}</text>`,
    ),
    `<text x="${BOX.left - 56}" y="${BOX.top - 8}">${escape(y.label)}</text>`,
    `<text x="${BOX.right}" y="${BOX.bottom + 36}" text-anchor="end">${escape(x.label)}</text>`,
    ...drawn,
    '</svg>',
    '',
  ].join('\n')
}

/** Returns round marks of a linear axis from 0 to beyond the largest value. */
export function createMarks(values: readonly number[], unit: string): Axis['marks'] {
  const most = Math.max(...values)
  const power = 10 ** Math.floor(Math.log10(most / 5))
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size * 6 >= most)!
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => {
    const at = Number((index * step).toPrecision(3))
    return { at, label: `${at} ${unit}` }
  })
}

function createScale(
  marks: Axis['marks'],
  warp: (value: number) => number,
  from: number,
  to: number,
): (value: number) => number {
  const [least, most] = [warp(marks[0]!.at), warp(marks.at(-1)!.at)]
  return (value) => from + ((warp(value) - least) / (most - least)) * (to - from)
}

/** Moves heights apart, and keeps their order, so that the names of lines that end together can be read. */
function spread(heights: readonly number[]): number[] {
  const order = heights.map((_, index) => index).toSorted((a, b) => heights[a]! - heights[b]!)
  const placed = [...heights]
  let free = BOX.top
  for (const index of order) {
    placed[index] = Math.max(heights[index]!, free)
    free = placed[index] + LINE_HEIGHT
  }
  let limit = BOX.bottom + LINE_HEIGHT
  for (const index of order.toReversed()) {
    placed[index] = Math.min(placed[index]!, limit - LINE_HEIGHT)
    limit = placed[index]
  }
  return placed
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPED[character]!)
}

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
