import { describe, expect, it } from 'vitest'
import type { FoundTunnel, TunnelStatus } from '../../../../src-core/contract/tunnel.ts'
import { tunnelPrograms } from '../../../../src-core/contract/tunnel-programs.ts'
import type { TunnelProgram } from '../../../../src-core/contract/tunnel-programs.ts'
import { defaultProgram } from '../../../../src-renderer/features/reach/default-program.ts'
import { isBegun } from '../../../../src-renderer/features/reach/is-begun.ts'
import { newsOf } from '../../../../src-renderer/features/reach/tunnel-news.ts'

function found(...installed: TunnelProgram[]): FoundTunnel[] {
  return tunnelPrograms.map((program) => ({
    program,
    path: installed.includes(program) ? `/usr/bin/${program}` : null,
    version: null,
  }))
}

describe('the program that is proposed', () => {
  it.each<[installed: TunnelProgram[], proposed: TunnelProgram | null]>([
    [[], null],
    [['ssh'], null],
    [['ssh', 'frpc', 'ngrok'], 'ngrok'],
    [['ssh', 'tailscale'], 'tailscale'],
    [['cloudflared', 'ngrok'], 'cloudflared'],
    [['bore'], null],
  ])('with %j is %j', (installed, proposed) => {
    expect(defaultProgram(found(...installed))).toBe(proposed)
  })
})

it.each([
  ['host', 'server.', true],
  ['host', '-o', false],
  ['host', 'a b', false],
  ['origin', 'https:', true],
  ['origin', 'https://', true],
  ['origin', 'ftp://', false],
  ['file', '/', true],
  ['file', 'C:', true],
  ['port', '70000', false],
] as const)('a %s %j may still become right: %j', (kind, text, expected) => {
  expect(isBegun(kind, text)).toBe(expected)
})

describe('the news of a tunnel', () => {
  const up: TunnelStatus = {
    state: 'up',
    program: 'ngrok',
    account: 'a',
    origins: ['https://a.example.com'],
    publicUrl: 'https://a.example.com/wx',
    startedAt: 1,
    upSince: 2,
    endedAt: null,
    wokeAt: null,
    failure: null,
    lines: 3,
    leftOver: null,
  }
  const text = { zh: '', en: '' }
  const failed = (code: 'died' | 'exited'): TunnelStatus => ({
    ...up,
    state: 'failed',
    failure: { code, text, remedy: text, line: null },
  })

  it.each<[what: string, before: TunnelStatus, now: TunnelStatus, news: string | null]>([
    ['more lines', up, { ...up, lines: 9 }, null],
    ['its death', up, failed('died'), 'died'],
    ['its death, which was told', failed('died'), { ...failed('died'), lines: 9 }, null],
    ['that it did not come up', { ...up, state: 'starting' }, failed('exited'), null],
    ['that somebody stopped it', up, { ...up, state: 'off' }, null],
    ['another address', up, { ...up, origins: ['https://b.example.com', ...up.origins] }, 'moved'],
    ['the same address again', failed('died'), up, null],
    ['a computer that woke up', up, { ...up, wokeAt: 9 }, 'woke'],
    ['a waking that was told', { ...up, wokeAt: 9 }, { ...up, wokeAt: 9, lines: 4 }, null],
  ])('tells %s', (_what, before, now, news) => {
    expect(newsOf(before, now)).toBe(news)
  })
})
