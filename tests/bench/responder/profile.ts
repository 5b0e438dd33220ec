import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The content of a `.cpuprofile`: https://chromedevtools.github.io/devtools-protocol/v8/Profiler/#type-Profile */
interface CpuProfile {
  nodes: ProfileNode[]
  samples: number[]
  /** Microseconds before each sample. */
  timeDeltas: number[]
}

interface ProfileNode {
  id: number
  callFrame: { functionName: string; url: string; lineNumber: number }
  children?: number[]
}

export interface FunctionTime {
  name: string
  /** A file of ours with its line, `node_modules/PACKAGE/…`, `node:…`, or `native`. */
  place: string
  self: number
  /** The time with everything that it calls, as long as nothing is waited for. */
  total: number
}

export interface FileTime {
  place: string
  self: number
  /**
   * The part of the time in functions of the runtime that this file calls and that are not JavaScript, such as
   * SQLite's.
   */
  native: number
}

/** All times are in microseconds. */
export interface ProfileFigures {
  /** All time except idling. */
  busy: number
  areas: FileTime[]
  files: FileTime[]
  functions: FunctionTime[]
}

interface Place {
  area: string
  /** A file, or a package as a whole. */
  file: string
  /** File and line. */
  spot: string
}

const NATIVE: Place = { area: 'the runtime', file: 'native', spot: 'native' }

/** Returns the self time by file and by function, the longest first; `root` is the folder of our own files. */
export function readProfile(file: string, root: string): ProfileFigures {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file, 'utf8')) as CpuProfile
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const selfTimes = new Map<number, number>()
  for (const [index, id] of samples.entries()) {
    // A sample stands for the time until the next one.
    selfTimes.set(id, (selfTimes.get(id) ?? 0) + (timeDeltas[index + 1] ?? 0))
  }
  const areas = new Map<string, FileTime>()
  const files = new Map<string, FileTime>()
  const functions = new Map<string, FunctionTime>()
  let busy = 0

  function add(times: Map<string, FileTime>, place: string, self: number, isNative: boolean): void {
    const time = times.get(place) ?? { place, self: 0, native: 0 }
    time.self += self
    if (isNative) time.native += self
    times.set(place, time)
  }

  /** Returns the time of the node and all nodes below. */
  function visit(node: ProfileNode, caller: Place, callers: ReadonlySet<string>): number {
    const { functionName, url } = node.callFrame
    if (functionName === '(idle)') return 0
    const self = selfTimes.get(node.id) ?? 0
    busy += self
    const own = describePlace(node, root)
    const isNative = url === '' && !functionName.startsWith('(')
    // Time in the runtime counts for the file that called it.
    const place = isNative ? caller : own
    add(areas, place.area, self, isNative)
    add(files, place.file, self, isNative)
    const name = functionName || '(anonymous)'
    const spot = isNative ? `native, from ${caller.file}` : own.spot
    const key = `${name} ${spot}`
    const inner = callers.has(key) ? callers : new Set(callers).add(key)
    let total = self
    for (const id of node.children ?? []) total += visit(byId.get(id)!, place, inner)
    const time = functions.get(key) ?? { name, place: spot, self: 0, total: 0 }
    time.self += self
    // If a function calls itself, the outermost call has the whole time.
    if (!callers.has(key)) time.total += total
    functions.set(key, time)
    return total
  }
  visit(nodes[0]!, NATIVE, new Set())
  const longest = <Time extends { self: number }>(times: Map<string, Time>): Time[] =>
    [...times.values()].toSorted((a, b) => b.self - a.self)
  return { busy, areas: longest(areas), files: longest(files), functions: longest(functions) }
}

function describePlace({ callFrame }: ProfileNode, root: string): Place {
  const { functionName, url, lineNumber } = callFrame
  const line = lineNumber + 1
  if (functionName === '(garbage collector)') {
    return { area: 'garbage collector', file: functionName, spot: 'native' }
  }
  if (url === '') return { ...NATIVE, file: functionName.startsWith('(') ? functionName : 'native' }
  if (url.startsWith('node:')) return { area: 'Node', file: url, spot: `${url}:${line}` }
  const path = url.startsWith('file:') ? relative(root, fileURLToPath(url)) : url
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? []
  if (name !== undefined) {
    const inPackage = path.slice(path.lastIndexOf(`node_modules/${name}`))
    return { area: 'packages', file: `node_modules/${name}`, spot: `${inPackage}:${line}` }
  }
  return { area: 'our files', file: path, spot: `${path}:${line}` }
}
