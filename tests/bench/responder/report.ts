import { formatTable } from '../table.ts'
import type { ServerFigures } from './compare.ts'
import type { MemoryFigures } from './memory.ts'
import type { FileTime, FunctionTime, ProfileFigures } from './profile.ts'

const LONGEST = 40
/** Above this load the server waits for the sender. */
const SENDER_BUSY = 0.9

export function formatComparison(figures: readonly ServerFigures[]): string {
  const rows = figures.map((one) => [
    one.name,
    one.cpuMicrosPerRequest.toFixed(0),
    `${Math.min(...one.cpuOfRounds).toFixed(0)}–${Math.max(...one.cpuOfRounds).toFixed(0)}`,
    one.ratio.toFixed(2),
    one.p50.toFixed(1) + mark(one),
    one.p99.toFixed(1) + mark(one),
    one.requestsPerSecond.toFixed(0) + mark(one),
  ])
  return [
    'CPU of the server a request in µs, and what the sender waits; medians of the rounds',
    formatTable([['', 'CPU µs', 'from–to', '× bare', 'p50 ms ', 'p99 ms ', 'requests/s '], ...rows]),
    '* = the sender was at its limit; the server could do more. The CPU holds nevertheless.',
  ].join('\n')
}

function mark({ senderBusy }: ServerFigures): string {
  return senderBusy > SENDER_BUSY ? '*' : ' '
}

export function formatMemory(figures: readonly MemoryFigures[], requests: number): string {
  const toMb = (bytes: number): string => (bytes / 1024 ** 2).toFixed(0)
  const rows = figures.map(({ name, start, after, rest }) => [
    name,
    ...[start.resident, after.resident, rest.resident, after.peakResident].map(toMb),
    ...[start, after, rest].map(({ heapUsed }) => toMb(heapUsed)),
  ])
  return [
    `RSS before and after ${requests} requests in MB`,
    formatTable([['', 'start', 'after', 'at rest', 'peak', 'JS heap, start', 'after', 'at rest'], ...rows]),
  ].join('\n')
}

export function formatProfile(
  profile: ProfileFigures,
  { requests, cpuMicrosPerRequest }: { requests: number; cpuMicrosPerRequest: number },
): string {
  const micros = (time: number): string => (time / requests).toFixed(1)
  const share = (time: number): string => `${((time / profile.busy) * 100).toFixed(1)} %`
  const places = (times: readonly FileTime[]): string =>
    formatTable([
      ['', 'self µs', 'of it native', 'share'],
      ...times.map(({ place, self, native }) => [place, micros(self), micros(native), share(self)]),
    ])
  const functions = (times: readonly FunctionTime[], by: 'self' | 'total'): string =>
    formatTable([
      ['', 'self µs', 'total µs', `share of ${by}`],
      ...times.map((time) => [
        `${time.name}  ${time.place}`,
        micros(time.self),
        micros(time.total),
        share(time[by]),
      ]),
    ])
  const ours = profile.functions
    .filter(({ name, place }) => place.startsWith('src-') && !name.startsWith('('))
    .toSorted((a, b) => b.total - a.total)
  return [
    `${micros(profile.busy)} µs a request by the clock in the main thread, ${cpuMicrosPerRequest.toFixed(0)} µs of CPU in ` +
      `all threads; ${requests} requests, profiled`,
    places(profile.areas),
    '\nSelf time by file or package; what it calls in the runtime itself is its own',
    places(profile.files.slice(0, LONGEST)),
    '\nSelf time by function',
    functions(profile.functions.slice(0, LONGEST), 'self'),
    '\nOur functions with all that they call, up to the next await',
    functions(ours.slice(0, LONGEST), 'total'),
  ].join('\n')
}
