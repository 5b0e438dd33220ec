import { converterSection } from './converter-section.ts'
import { filterSection } from './filter-section.ts'
import { listSection } from './list-section.ts'
import { responderSection } from './responder-section.ts'
import type { Language, Machine, Results, Section } from './section.ts'

/** In the order of the document. The figures of each are its own; here they only pass through. */
export const SECTIONS: readonly Section<unknown>[] = [
  responderSection,
  filterSection,
  listSection,
  converterSection,
] as Section<never>[]

const WORDS = {
  zh: {
    other: '[English](performance.en.md)',
    title: '性能',
    lead: '每项功能的开销随规模怎样增长，同一次运行里别的实现用多少。绝对时间只说明这一台机器；能搬到别处去比的，是同一次运行里的比值，误差约 ±30 %。',
    made: '由 `npm run bench -- document` 生成，请勿直接修改；怎么测的、怎么读，见 [tests/bench](../tests/bench/README.md)，全部数字在 [results.json](performance/results.json) 里。',
    plot: (title: string) => `${title}：开销随规模的变化`,
    machine: ({ cpu, cores, memoryGiB, system }: Machine) =>
      `${cpu}，${cores} 个核，${memoryGiB} GiB 内存，${system}`,
    quick: '**这是一次 `--quick` 运行，只为试看。**',
  },
  en: {
    other: '[中文](performance.md)',
    title: 'Performance',
    lead: 'How the cost of each part grows with the size of its work, and what others take in the same run. Times are of one machine; what can be compared elsewhere are the ratios within a run, ±30 %.',
    made: 'Made by `npm run bench -- document`; do not edit. How it is measured and how to read it: [tests/bench](../tests/bench/README.md). All figures are in [results.json](performance/results.json).',
    plot: (title: string) => `${title}: the cost against the size of the work`,
    machine: ({ cpu, cores, memoryGiB, system }: Machine) =>
      `${cpu}, ${cores} cores, ${memoryGiB} GiB of memory, ${system}`,
    quick: '**A `--quick` run, to try only.**',
  },
} as const

/** Returns every file that is made of the results, by its path in the repository. */
export function describeResults(results: Results): Map<string, string> {
  const plots = SECTIONS.map((section): [string, string] => {
    return [`docs/performance/${section.id}.svg`, section.plot(results.figures[section.id])]
  })
  return new Map([
    ['docs/performance.md', describe(results, 'zh')],
    ['docs/performance.en.md', describe(results, 'en')],
    ...plots,
  ])
}

function describe({ day, effort, machine, figures }: Results, language: Language): string {
  const words = WORDS[language]
  const sections = SECTIONS.flatMap((section) => {
    const paragraphs = section.describe(figures[section.id], language)
    const title = section.title[language]
    const plot = `![${words.plot(title)}](performance/${section.id}.svg)`
    return [`## ${title}`, ...paragraphs.slice(0, -1), plot, ...paragraphs.slice(-1)]
  })
  return [
    `# ${words.title}`,
    words.other,
    words.lead,
    `- mpscope ${machine.mpscope}, Node ${machine.node}, ${day}\n- ${words.machine(machine)}`,
    ...(effort === 'quick' ? [words.quick] : []),
    ...sections,
    words.made,
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n')
}
