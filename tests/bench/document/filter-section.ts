import { COMMON_WORD } from '../scale/exchanges.ts'
import { measureHost } from '../scale/measure-host.ts'
import { withHistories } from '../scale/with-histories.ts'
import { createMarks, drawPlot } from './plot.ts'
import { formatTable, formatTime } from './section.ts'
import type { Section } from './section.ts'

interface FilterFigures {
  rounds: number
  /** The numbers of exchanges in the histories. */
  sizes: number[]
  filters: {
    filter: string
    isDeep: boolean
    /** For each size, in milliseconds: until the first rows, until all was looked at, and the latter by SQLite alone. */
    firstMs: number[]
    ms: number[]
    bareMs: number[]
    /** Ours over SQLite alone in the same round. */
    ratios: number[]
  }[]
}

/** The plot has one filter by a key and one by a text. */
const DRAWN = ['verdict:fault', COMMON_WORD]

export const filterSection: Section<FilterFigures> = {
  id: 'filter',
  title: { zh: '筛选', en: 'Filter' },

  async measure(effort) {
    const [rounds, sizes] = effort === 'quick' ? [1, [1000, 10_000]] : [5, [1000, 10_000, 100_000]]
    const hosts = await withHistories(sizes, (history) => measureHost(history, rounds))
    const filters = hosts[0]!.questions.map(({ filter, isDeep }, index) => {
      const of = (name: 'firstMs' | 'doneMs' | 'bareMs' | 'ratio') =>
        hosts.map(({ questions }) => questions[index]![name])
      return {
        filter,
        isDeep,
        firstMs: of('firstMs'),
        ms: of('doneMs'),
        bareMs: of('bareMs'),
        ratios: of('ratio'),
      }
    })
    return { rounds, sizes, filters }
  },

  describe({ rounds, sizes, filters }, language) {
    const [unit, first] = language === 'zh' ? ['条', '的第一页'] : ['exchanges', ': first page']
    const most = sizes.at(-1)!.toLocaleString('en')
    const table = formatTable([
      ['', ...sizes.map((size) => `${size.toLocaleString('en')} ${unit}`), `${most} ${unit}${first}`],
      ...filters.map(({ filter, firstMs, ms, ratios }) => [
        `\`${filter.replaceAll('|', '\\|')}\``,
        ...ms.map((taken, at) => `${formatTime(taken)} (${ratios[at]!.toFixed(1)} ×)`),
        formatTime(firstMs.at(-1)!),
      ]),
    ])
    if (language === 'zh')
      return [
        '在磁盘上的历史里按一个条件查到底用的时间，从核心收到命令到回答，不含页面。内容是我们的应答器对十种消息的真实记录，每条换成不同的发送者、文字和时间，每条约 4.7 KB。',
        table,
        `每格是 ${rounds} 轮的中位数。括号里是同一轮内与只用 SQLite 之比：同一进程、同一文件里用普通语句读取、比对同样的行。查完之前就有结果：一次回答最多查约 80 毫秒；第一次只查约 12 毫秒，就是最后一列。\`json:\` 和正则要看每一条的内容，分小步进行，其间照常收发，可以随时停下。`,
      ]
    return [
      'What it takes to look through a whole history on disk by one filter, from the command to the answer, without a page. The exchanges are those of our own responder for ten kinds of messages, with another sender, text and time each, some 4.7 KB.',
      table,
      `Medians of ${rounds} rounds. In brackets: over SQLite alone in the same round, where plain statements in the same process read and match the same rows. There are rows before all is done: an answer looks for some 80 ms, and the first one, which is the last column, for some 12. \`json:\` and regular expressions look into each exchange, in small steps between which requests are answered, and can be stopped.`,
    ]
  },

  plot({ sizes, filters }) {
    const drawn = filters.filter(({ filter }) => DRAWN.includes(filter))
    return drawPlot({
      title: 'Time of a filter against the number of exchanges',
      x: {
        label: '收发记录 · exchanges',
        marks: sizes.map((at) => ({ at, label: at.toLocaleString('en') })),
      },
      y: {
        label: '查到底 · looking through all',
        marks: createMarks(
          drawn.flatMap(({ ms, bareMs }) => [...ms, ...bareMs]),
          'ms',
        ),
      },
      lines: drawn.flatMap(({ filter, ms, bareMs }) => [
        {
          name: `mpscope ${filter}`,
          isOurs: true,
          points: ms.map((taken, at) => [sizes[at]!, taken] as const),
        },
        {
          name: `SQLite ${filter}`,
          isOurs: false,
          points: bareMs.map((taken, at) => [sizes[at]!, taken] as const),
        },
      ]),
    })
  },
}
