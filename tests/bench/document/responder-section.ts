import { arePeersInstalled, createOurs, PEERS } from '../responder/bench-responder.ts'
import { compare } from '../responder/compare.ts'
import type { ServerFigures } from '../responder/compare.ts'
import { startLoad } from '../responder/load.ts'
import { say } from '../say.ts'
import { createMarks, drawPlot } from './plot.ts'
import { formatTable } from './section.ts'
import type { Section } from './section.ts'

interface ResponderFigures {
  rounds: number
  requests: number
  connections: number[]
  /** Ours is the first, bare node:http the last. */
  servers: {
    name: string
    /** For each number of connections, the median of the rounds. */
    cpuMicros: number[]
    /** The CPU over that of the bare server in the same round. */
    ratios: number[]
  }[]
}

const CONNECTIONS = [1, 10, 50, 200]

export const responderSection: Section<ResponderFigures> = {
  id: 'responder',
  title: { zh: '应答器', en: 'Responder' },

  async measure(effort) {
    if (!arePeersInstalled())
      throw new Error('The peers are not installed: npm --prefix tests/bench/responder ci')
    const [rounds, requests] = effort === 'quick' ? [1, 400] : [5, 2000]
    const kinds = [createOurs(), ...PEERS]
    const load = startLoad()
    try {
      const figures: ServerFigures[][] = []
      for (const connections of CONNECTIONS) {
        say(`Asking over ${connections} connections …`)
        figures.push(await compare(kinds, { rounds, requests, warmUp: 2 * requests, connections }, load, say))
      }
      return {
        rounds,
        requests,
        connections: CONNECTIONS,
        servers: kinds.map(({ name }, index) => ({
          name,
          cpuMicros: figures.map((servers) => servers[index]!.cpuMicrosPerRequest),
          ratios: figures.map((servers) => servers[index]!.ratio),
        })),
      }
    } finally {
      await load.end()
    }
  },

  describe({ servers, connections, rounds, requests }, language) {
    const unit = language === 'zh' ? '个连接' : 'connections'
    const table = formatTable([
      ['', ...connections.map((count) => `${count} ${count === 1 ? unit.replace(/s$/, '') : unit}`)],
      ...servers.map(({ name, cpuMicros, ratios }) => [
        name,
        ...cpuMicros.map((micros, index) => `${Math.round(micros)} µs (${ratios[index]!.toFixed(1)} ×)`),
      ]),
    ])
    if (language === 'zh')
      return [
        '服务进程处理一个请求所用的 CPU，含全部线程、用户态和内核态。我们的是完整的调试台：验签、解析、判断、写入磁盘上的历史、通知界面、回复；其他服务只验签、解析、回复，什么也不保存。最后一行只读取请求体，对谁都回复同样的内容，是 Node 里的下限。',
        table,
        `每格是 ${rounds} 轮的中位数，每轮每个服务 ${requests} 个请求，轮流受测。括号里是同一轮内与最后一行之比。`,
      ]
    return [
      "What the server's process uses of the CPU for a request, all its threads, program and kernel. Ours is the whole workbench: a request is verified, parsed, judged, written to the history on disk, shown and replied to; the others verify, parse and reply, and keep nothing. The last row reads the body and replies the same to everybody: the floor in Node.",
      table,
      `Medians of ${rounds} rounds of ${requests} requests to each, in which they take turns. In brackets: over the last row in the same round.`,
    ]
  },

  plot({ servers, connections }) {
    return drawPlot({
      title: 'CPU of a request against the number of connections',
      x: {
        label: '连接数 · connections',
        marks: connections.map((at) => ({ at, label: String(at) })),
      },
      y: {
        label: '每个请求的 CPU · CPU of a request',
        marks: createMarks(
          servers.flatMap(({ cpuMicros }) => cpuMicros),
          'µs',
        ),
      },
      lines: servers.map(({ name, cpuMicros }, index) => ({
        name,
        isOurs: index === 0,
        points: cpuMicros.map((micros, at) => [connections[at]!, micros]),
      })),
    })
  },
}
