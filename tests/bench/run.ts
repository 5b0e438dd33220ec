/**
 * `npm run bench [-- NAME [options]]` compares the XML codec, or the responder, with its peers, the start of the page with
 * an empty one, commits that wait for the disk with those that do not, a burst under the eyes of a page with the same
 * burst without one, large histories with what SQLite alone and a bare list take, or a flood of messages with and without a page. Without a name it runs all of these, one after the other, with the options that all take. `document`
 * measures for docs/performance.md and writes it.
 */
import { benchBurst } from './burst/bench-burst.ts'
import { benchCodec } from './codec/bench-codec.ts'
import { benchCommit } from './commit/bench-commit.ts'
import { benchDocument } from './document/bench-document.ts'
import { benchFlood } from './flood/bench-flood.ts'
import { benchPage } from './page/bench-page.ts'
import { benchResponder } from './responder/bench-responder.ts'
import { benchScale } from './scale/bench-scale.ts'

const benches: Record<string, (args: string[]) => Promise<number>> = {
  codec: benchCodec,
  responder: benchResponder,
  page: benchPage,
  burst: benchBurst,
  commit: benchCommit,
  scale: benchScale,
  flood: benchFlood,
  document: benchDocument,
}
const [, , ...args] = process.argv
const isNamed = args[0] !== undefined && !args[0].startsWith('-')
// The document is written, and ten minutes of messages are sent, only when they are asked for.
const names = isNamed
  ? [args[0]!]
  : Object.keys(benches).filter((name) => name !== 'document' && name !== 'flood')
for (const name of names) {
  const bench = benches[name]
  if (bench) process.exitCode = (await bench(isNamed ? args.slice(1) : args)) || process.exitCode
  else {
    console.error(`There is no benchmark ${name}: ${Object.keys(benches).join(', ')}`)
    process.exitCode = 2
  }
}
