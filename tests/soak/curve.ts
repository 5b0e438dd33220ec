/** One line of a panel, in the order of the samples. */
interface Line {
  name: string
  color: string
  values: readonly number[]
}

export interface Panel {
  title: string
  lines: readonly Line[]
}

const WIDTH = 720
const PANEL_HEIGHT = 150
const LEFT = 56
const TOP = 34
const PLOT_WIDTH = WIDTH - LEFT - 16
const PLOT_HEIGHT = PANEL_HEIGHT - TOP - 22

/** Draws curves over time, one panel under the other, as a self-contained SVG. */
export function drawCurves(panels: readonly Panel[], minutes: number): string {
  const height = panels.length * PANEL_HEIGHT + 8
  const drawn = panels.map((panel, index) => drawPanel(panel, index * PANEL_HEIGHT, minutes)).join('\n')
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" ` +
    `font-family="sans-serif" font-size="11" fill="#444">\n` +
    `<rect width="100%" height="100%" fill="#fff"/>\n${drawn}\n</svg>\n`
  )
}

function drawPanel({ title, lines }: Panel, y: number, minutes: number): string {
  const top = roundUp(Math.max(1, ...lines.flatMap(({ values }) => values)))
  const at = (value: number) => y + TOP + PLOT_HEIGHT * (1 - value / top)
  const legend = lines
    .map(
      ({ name, color }, index) =>
        `<text x="${WIDTH - 16 - (lines.length - 1 - index) * 110}" y="${y + 20}" text-anchor="end" fill="${color}">${name}</text>`,
    )
    .join('')
  const paths = lines.map(({ color, values }) => {
    const step = PLOT_WIDTH / Math.max(1, values.length - 1)
    const points = values.map((value, index) => `${(LEFT + index * step).toFixed(1)},${at(value).toFixed(1)}`)
    return `<polyline fill="none" stroke="${color}" stroke-width="1.5" points="${points.join(' ')}"/>`
  })
  const grid = [0, top / 2, top].map(
    (value) =>
      `<line x1="${LEFT}" x2="${LEFT + PLOT_WIDTH}" y1="${at(value)}" y2="${at(value)}" stroke="#ddd"/>` +
      `<text x="${LEFT - 6}" y="${at(value) + 4}" text-anchor="end">${value}</text>`,
  )
  return [
    `<text x="${LEFT}" y="${y + 20}" font-weight="bold">${title}</text>`,
    legend,
    ...grid,
    `<text x="${LEFT}" y="${y + PANEL_HEIGHT - 6}">0</text>`,
    `<text x="${LEFT + PLOT_WIDTH}" y="${y + PANEL_HEIGHT - 6}" text-anchor="end">${minutes} min</text>`,
    ...paths,
  ].join('\n')
}

/** Rounds up to 1, 2 or 5 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return power * ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10)
}
