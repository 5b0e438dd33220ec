/** The paths of a small line over time, and of the ground below it, in units of the drawing. */
export interface IssueLine {
  width: number
  height: number
  line: string
  ground: string
}

const HEIGHT = 20

/** Draws numbers as a line from the left to the right; the largest reaches the top. */
export function drawLine(series: readonly number[]): IssueLine {
  const width = Math.max(1, series.length - 1)
  const most = Math.max(1, ...series)
  const points = series.map((value, x) => `${x} ${round(HEIGHT - (value / most) * HEIGHT)}`)
  const line = `M${points.join('L')}`
  return { width, height: HEIGHT, line, ground: `${line}V${HEIGHT}H0Z` }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
