/** Writes a part of all as a percentage: a tenth of it counts where it is little. */
export function writeShare(count: number, all: number): string {
  const percent = all === 0 ? 0 : (count / all) * 100
  if (percent > 0 && percent < 0.1) return '<0.1%'
  return `${percent > 0 && percent < 10 ? percent.toFixed(1) : Math.round(percent)}%`
}
