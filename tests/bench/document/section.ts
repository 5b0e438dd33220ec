import type { Bilingual } from '../../../src-core/contract/text.ts'

export type Language = keyof Bilingual

/** How long a run takes: `quick` is for trying, and its figures are not to be kept. */
export type Effort = 'quick' | 'thorough'

/** A part of docs/performance.md. It alone knows its figures: plain data, kept in docs/performance/results.json. */
export interface Section<Figures> {
  /** The key of its figures, and the name of its plot. */
  id: string
  title: Bilingual
  /** Measures ours and the peers in one run. Throws if the peers are not installed. */
  measure(effort: Effort): Promise<Figures>
  /** Returns the text below the heading, in paragraphs; the plot stands above the last. */
  describe(figures: Figures, language: Language): string[]
  /** Returns the SVG. */
  plot(figures: Figures): string
}

export interface Machine {
  cpu: string
  cores: number
  memoryGiB: number
  /** `linux x64`. */
  system: string
  node: string
  /** The version of the workbench. */
  mpscope: string
}

export interface Results {
  /** `2026-11-27`. */
  day: string
  effort: Effort
  machine: Machine
  /** By the id of the section. */
  figures: Record<string, unknown>
}

export function formatRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

/** Returns a Markdown table; the first column is text, the others are figures. */
export function formatTable([head, ...rows]: readonly string[][]): string {
  const rule = head!.map((_, column) => (column === 0 ? '---' : '--:'))
  return [head!, rule, ...rows].map(formatRow).join('\n')
}

/** Returns milliseconds in the unit in which they are read best. */
export function formatTime(milliseconds: number): string {
  if (milliseconds < 1) return `${round(milliseconds * 1000)} µs`
  return milliseconds < 1000 ? `${round(milliseconds)} ms` : `${round(milliseconds / 1000)} s`
}

/** Two digits say all that the noise leaves. */
function round(value: number): number {
  return Number(value < 10 ? value.toFixed(1) : value.toFixed(0))
}
