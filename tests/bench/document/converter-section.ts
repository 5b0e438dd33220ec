import { BIG, findPeers, SMALL } from '../codec/bench-codec.ts'
import { createSizes } from '../codec/documents.ts'
import { measureFidelity } from '../codec/fidelity.ts'
import type { Verdict } from '../codec/fidelity.ts'
import { createOurEngine } from '../codec/our-engines.ts'
import { count } from '../codec/report.ts'
import { measureSpeed } from '../codec/speed.ts'
import { MALFORMED, WELL_FORMED } from '../codec/tricky-set.ts'
import { say } from '../say.ts'
import { createMarks, drawPlot } from './plot.ts'
import { formatTable, formatTime } from './section.ts'
import type { Section } from './section.ts'

interface ConverterFigures {
  wellFormed: number
  malformed: number
  sizes: { size: string; bytes: number; samples: number }[]
  /** Ours is the first. */
  engines: {
    name: string
    /** Of the well-formed inputs, those that come back changed without a word. */
    wrong: number
    /** Of the malformed inputs, those that become JSON without a word. */
    taken: number
    /** For each size: milliseconds of a trip, and over ours in the same round; medians. Null: it cannot do it. */
    trips: ({ milliseconds: number; ratio: number; verdict: Verdict } | null)[]
  }[]
}

/** The peer that keeps the order, and so has the same work. */
const isMeasure = (name: string): boolean => name.endsWith(', ordered')

export const converterSection: Section<ConverterFigures> = {
  id: 'converter',
  title: { zh: 'XML 转换', en: 'Converter' },

  async measure(effort) {
    const peers = await findPeers()
    if (peers === undefined) throw new Error('The peers are not installed: npm --prefix tests/bench/codec ci')
    const engines = [createOurEngine('lossless'), ...peers]
    const documents = createSizes()
    const speed = documents.map((document) => {
      say(`Converting ${document.size} …`)
      const usual = document.xml.length < 256 * 1024 ? SMALL : { ...BIG, samples: 5, budgetMs: 120_000 }
      const quick = { ...usual, samples: 1, sampleMs: 1, warmUpMs: 1 }
      return measureSpeed(engines, document, effort === 'quick' ? quick : usual)
    })
    say('Comparing what comes back …')
    const fidelity = engines.map((engine) => measureFidelity(engine, WELL_FORMED, MALFORMED))
    return {
      wellFormed: Object.keys(WELL_FORMED).length,
      malformed: Object.keys(MALFORMED).length,
      sizes: documents.map(({ size, xml }, index) => {
        return { size, bytes: Buffer.byteLength(xml), samples: speed[index]!.samples }
      }),
      engines: engines.map(({ name }, index) => ({
        name,
        wrong: count(fidelity[index]!, 'silent'),
        taken: fidelity[index]!.taken.length,
        trips: speed.map((one) => {
          const { verdict, ratio, milliseconds } = one.engines[index]!
          if (ratio === undefined || milliseconds === undefined) return null
          return { milliseconds: milliseconds.roundTrip, ratio: ratio.roundTrip, verdict }
        }),
      })),
    }
  },

  describe({ engines, sizes, wellFormed, malformed }, language) {
    const [none, wrong, taken] = language === 'zh' ? ['', '改错', '误收'] : ['', 'changed', 'taken']
    const table = formatTable([
      [none, ...sizes.map(({ size }) => size), `${wrong} / ${wellFormed}`, `${taken} / ${malformed}`],
      ...engines.map((engine) => [
        engine.name,
        ...engine.trips.map((trip) => (trip === null ? '–' : formatTrip(trip))),
        String(engine.wrong),
        String(engine.taken),
      ]),
    ])
    const measure = engines.find(({ name }) => isMeasure(name))
    const over = measure?.trips.map((trip) => (trip === null ? '–' : (1 / trip.ratio).toFixed(1))) ?? []
    const samples = sizes.map((size) => size.samples).join(language === 'zh' ? '、' : ', ')
    if (language === 'zh')
      return [
        'XML 转成 JSON 再转回来，一个来回的时间。我们的是无损视图，按产品的真实路径计时：全部检查，以及转回来逐项比较的自检。其他库只用它们自己的选项，取能还原最多输入的那些。',
        table,
        `时间是各轮的中位数（轮数依次为 ${samples}），每轮里轮流运行。\\* 表示转回来的已不是原文档，这个时间不能当作同一件事来比。「改错」是 ${wellFormed} 个棘手的输入里悄悄改了内容的个数，「误收」是 ${malformed} 个不合法的输入里悄悄接受的个数。`,
        `与保留顺序的 fast-xml-parser 相比，我们用的时间依次是它的 ${over.join('、')} 倍（同一轮内之比的中位数）。`,
      ]
    return [
      'XML to JSON and back, one trip. Ours is the lossless view, timed as the product runs it: every check, and the check of itself, which goes back and compares. The others run with their own options alone, those under which they give back most.',
      table,
      `Medians of the rounds (${samples}), in which they take turns. \\*: what came back is not the document, so the time is for another job. “Changed” counts those of ${wellFormed} tricky inputs that come back different without a word, “taken” those of ${malformed} malformed ones that are accepted without a word.`,
      `Ours takes ${over.join(', ')} times what fast-xml-parser takes with its order kept (medians of the ratios within a round).`,
    ]
  },

  plot({ engines, sizes }) {
    const able = engines.filter(({ trips }) => trips.every((trip) => trip !== null))
    const perKilobyte = able.map(({ trips }) =>
      trips.map((trip, at) => (trip!.milliseconds * 1000) / (sizes[at]!.bytes / 1024)),
    )
    return drawPlot({
      title: 'Time of a trip for each KB, against the size of the document',
      x: {
        label: '大小 · size',
        marks: sizes.map(({ bytes, size }) => ({ at: bytes, label: size })),
      },
      y: {
        label: '每 KB 一个来回 · trip, per KB',
        marks: createMarks(perKilobyte.flat(), 'µs'),
      },
      lines: able.map(({ name }, index) => ({
        name,
        isOurs: index === 0,
        points: perKilobyte[index]!.map((micros, at) => [sizes[at]!.bytes, micros]),
      })),
    })
  },
}

function formatTrip({ milliseconds, verdict }: { milliseconds: number; verdict: Verdict }): string {
  return formatTime(milliseconds) + (verdict === 'exact' || verdict === 'layout' ? '' : ' \\*')
}
