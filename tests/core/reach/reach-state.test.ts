import { expect, it } from 'vitest'
import type { ProbeReport } from '../../../src-core/contract/probe.ts'
import { reachState } from '../../../src-core/contract/reach-state.ts'
import type { Reach } from '../../../src-core/contract/reach-state.ts'
import type { TunnelStatus } from '../../../src-core/contract/tunnel.ts'
import { NO_TUNNEL } from './no-tunnel.ts'

const ORIGIN = 'https://abc.example.com'
const URL = `${ORIGIN}/wx`

const starting: TunnelStatus = {
  ...NO_TUNNEL,
  state: 'starting',
  program: 'ngrok',
  account: 'a',
  startedAt: 100,
}
const up: TunnelStatus = { ...starting, state: 'up', origins: [ORIGIN], publicUrl: URL, upSince: 200 }
const dead: TunnelStatus = { ...up, state: 'failed', upSince: null, endedAt: 300 }
const stopped: TunnelStatus = { ...dead, state: 'off' }
const elsewhere: TunnelStatus = { ...up, origins: ['https://new.example.com'] }

function probe(startedAt: number, change: Partial<ProbeReport> = {}): ProbeReport {
  return {
    account: 'a',
    url: URL,
    startedAt,
    outcome: 'verified',
    durationMs: 90,
    roundTripMs: 23,
    steps: [],
    ...change,
  }
}

const verified = (at: number): Partial<Reach> => ({ state: 'verified', by: 'probe', at, roundTripMs: 23 })

it.each<
  [
    what: string,
    tunnel: TunnelStatus,
    probes: ProbeReport[],
    expected: Partial<Reach>,
    account?: { publicUrl?: string; path?: string; id?: string },
  ]
>([
  ['no address', NO_TUNNEL, [], { state: 'unset', offered: null }, { publicUrl: '' }],
  ['an address that nobody called', NO_TUNNEL, [], { state: 'unchecked', by: null, at: null }],
  ['a probe that runs', up, [probe(250, { outcome: null })], { state: 'checking' }],
  ['a probe that passed', up, [probe(250)], verified(250)],
  ['one that WeChat would not call', NO_TUNNEL, [probe(9, { outcome: 'unusable' })], { state: 'unusable' }],
  ['one that changes on the way', NO_TUNNEL, [probe(9, { outcome: 'changed' })], { state: 'changed' }],
  [
    'one that leads nowhere',
    NO_TUNNEL,
    [probe(9, { outcome: 'lost', roundTripMs: null })],
    { state: 'lost', by: 'probe', at: 9, roundTripMs: null },
  ],
  ['a probe of the address before', NO_TUNNEL, [probe(9, { url: `${ORIGIN}/old` })], { state: 'unchecked' }],
  ['a probe of another account', NO_TUNNEL, [probe(9, { account: 'b' })], { state: 'unchecked' }],
  ['a tunnel that starts', starting, [probe(9)], { state: 'starting' }],
  ['no address yet, and a tunnel that starts', starting, [], { state: 'starting' }, { publicUrl: '' }],
  ['a tunnel that starts for another account', starting, [probe(9)], verified(9), { id: 'a2' }],
  ['a probe before the tunnel was started anew', up, [probe(150)], { state: 'unchecked' }],
  [
    'a tunnel that died after the probe',
    dead,
    [probe(250)],
    { state: 'lost', by: 'tunnel', at: 300, roundTripMs: null },
  ],
  ['a tunnel that was stopped', stopped, [probe(250)], { state: 'lost', at: 300 }],
  ['a tunnel that stops', { ...up, state: 'stopping' }, [probe(250)], { state: 'lost', at: null }],
  ['a tunnel that died unchecked', dead, [], { state: 'lost', at: 300 }],
  ['a probe after the tunnel died', dead, [probe(310)], verified(310)],
  ['the end of a tunnel that led elsewhere', { ...elsewhere, state: 'off' }, [probe(250)], verified(250)],
  [
    'another tunnel that did not start',
    { ...starting, state: 'failed' },
    [probe(90)],
    { state: 'unchecked' },
  ],
  ['a computer that slept', { ...up, wokeAt: 280 }, [probe(250)], { state: 'unchecked' }],
  ['a probe after it woke up', { ...up, wokeAt: 280 }, [probe(290)], verified(290)],
  [
    'a tunnel that came back under another address',
    elsewhere,
    [probe(90)],
    { state: 'unchecked', offered: 'https://new.example.com/wx' },
  ],
  [
    'a server of one’s own beside a tunnel',
    elsewhere,
    [probe(250)],
    { ...verified(250), offered: 'https://new.example.com/wx' },
  ],
  [
    'the first address of a tunnel',
    up,
    [],
    { state: 'unset', offered: `${ORIGIN}/shop` },
    { publicUrl: '', path: '/shop' },
  ],
  ['a tunnel whose address is in use', up, [], { state: 'unchecked', offered: null }],
  [
    'the tunnel’s other address',
    { ...up, origins: [ORIGIN, 'http://abc.example.com'] },
    [],
    { offered: null },
    { publicUrl: 'HTTP://ABC.example.com/wx' },
  ],
  [
    'a tunnel that has ended, and offers nothing',
    stopped,
    [],
    { state: 'unset', offered: null },
    { publicUrl: '' },
  ],
])('%s', (_what, tunnel, probes, expected, { id = 'a', publicUrl = URL, path = '/wx' } = {}) => {
  const own = id === 'a' ? probes : probes.map((one) => ({ ...one, account: id }))
  expect(reachState({ id, publicUrl, path }, tunnel, own)).toMatchObject(expected)
})
