import type { Bilingual } from '../../../src-core/contract/text.ts'
import { measurePage } from '../scale/measure-page.ts'
import type { Compared, PageFigures } from '../scale/measure-page.ts'
import { withHistories } from '../scale/with-histories.ts'
import { createMarks, drawPlot } from './plot.ts'
import { formatTable, formatTime } from './section.ts'
import type { Language, Section } from './section.ts'

interface ListFigures {
  rounds: number
  /** The numbers of exchanges in the histories. */
  sizes: number[]
  /** For each size. */
  pages: PageFigures[]
}

/** The filter whose figures are told: it finds much. */
const TYPED = 'verdict:fault'

const THINGS: readonly { name: Bilingual; short: string; read(page: PageFigures): Compared }[] = [
  {
    name: { zh: '打开页面，到出现列表和搜索框', en: 'The page opened, with its list and search field' },
    short: '打开 · open',
    read: ({ open }) => open,
  },
  {
    name: { zh: `输入 \`${TYPED}\`，到列表变化`, en: `\`${TYPED}\` typed, until the list changes` },
    short: '筛选 · filter',
    read: ({ filters }) => filters.find(({ filter }) => filter === TYPED)!,
  },
  {
    name: { zh: '滚动到任意位置，到画出那里的行', en: 'Scrolled to any place, until its rows are drawn' },
    short: '跳转 · jump',
    read: ({ jump }) => jump,
  },
]

/** To open a page takes ten times as long as the others: beside it one would not see them. */
const DRAWN = THINGS.slice(1)

export const listSection: Section<ListFigures> = {
  id: 'list',
  title: { zh: '列表', en: 'List' },

  async measure(effort) {
    const [rounds, sizes] = effort === 'quick' ? [1, [1000, 10_000]] : [5, [1000, 10_000, 100_000]]
    return { rounds, sizes, pages: await withHistories(sizes, (history) => measurePage(history, rounds)) }
  },

  describe({ rounds, sizes, pages }, language) {
    const unit = language === 'zh' ? '条' : 'exchanges'
    const table = formatTable([
      ['', ...sizes.map((size) => `${size.toLocaleString('en')} ${unit}`)],
      ...THINGS.map(({ name, read }) => [
        name[language],
        ...pages.map((page) => `${formatTime(read(page).ms)} (${read(page).ratio.toFixed(1)} ×)`),
      ]),
      ...formatMemory(pages, language),
    ])
    if (language === 'zh')
      return [
        '浏览器里的页面，历史在磁盘上。时间由页面自己计，从操作到画出这一帧。',
        table,
        `每格是 ${rounds} 轮的中位数。括号里是与同一次运行里一个空荡荡的页面之比：同样多行的虚拟列表，全部在内存里，不问任何人，带一个筛选框。内存是做完这些、回收之后页面进程的 PSS 加上调试台的 RSS。`,
      ]
    return [
      'The page in a browser, the history on disk. The page measures from what one does to the frame that shows it.',
      table,
      `Medians of ${rounds} rounds. In brackets: over a bare page in the same run, which is a virtual list of as many rows, all in memory, that asks nobody, with a field that filters them. The memory is the PSS of the page's process, its garbage collected, and the RSS of the workbench, after all of this.`,
    ]
  },

  plot({ sizes, pages }) {
    const read = DRAWN.map(({ short, read: of }) => ({ short, compared: pages.map(of) }))
    return drawPlot({
      title: 'Time of the list against the number of exchanges',
      x: {
        label: '收发记录 · exchanges',
        marks: sizes.map((at) => ({ at, label: at.toLocaleString('en') })),
      },
      y: {
        label: '到画出的一帧 · until the frame',
        marks: createMarks(
          read.flatMap(({ compared }) => compared.flatMap(({ ms, bareMs }) => [ms, bareMs])),
          'ms',
        ),
      },
      lines: read.flatMap(({ short, compared }) => [
        {
          name: `mpscope ${short}`,
          isOurs: true,
          points: compared.map(({ ms }, at) => [sizes[at]!, ms] as const),
        },
        {
          name: `bare ${short}`,
          isOurs: false,
          points: compared.map(({ bareMs }, at) => [sizes[at]!, bareMs] as const),
        },
      ]),
    })
  },
}

function formatMemory(pages: readonly PageFigures[], language: Language): string[][] {
  const sums = pages.map(({ memory: { pageCollected, host } }) =>
    pageCollected === null || host === null ? null : pageCollected + host,
  )
  if (sums.some((sum) => sum === null)) return []
  return [[language === 'zh' ? '页面和调试台的内存' : 'Memory of both', ...sums.map((sum) => `${sum} MB`)]]
}
