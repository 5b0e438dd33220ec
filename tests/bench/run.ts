/**
 * `npm run bench [-- NAME [options]]` compares the XML codec, or the responder, with its peers, the start of the page with
 * an empty one, or a burst under the eyes of a page with the same burst without one. Without a name it runs all, one after the other, with the options that all take.
 */
import { benchBurst } from './burst/bench-burst.ts'
import { benchCodec } from './codec/bench-codec.ts'
import { benchPage } from './page/bench-page.ts'
import { benchResponder } from './responder/bench-responder.ts'

const benches: Record<string, (args: string[]) => Promise<number>> = {
  codec: benchCodec,
  responder: benchResponder,
  page: benchPage,
  burst: benchBurst,
}
const [, , ...args] = process.argv
const isNamed = args[0] !== undefined && !args[0].startsWith('-')
const names = isNamed ? [args[0]!] : Object.keys(benches)
for (const name of names) {
  const bench = benches[name]
  if (bench) process.exitCode = (await bench(isNamed ? args.slice(1) : args)) || process.exitCode
  else {
    console.error(`There is no benchmark ${name}: ${Object.keys(benches).join(', ')}`)
    process.exitCode = 2
  }
}
