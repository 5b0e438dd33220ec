import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { accountTunnelSchema } from '../../../../src-core/contract/tunnel.ts'
import {
  checkTunnelValue,
  TUNNEL_PROGRAMS,
  TUNNEL_VALUE_MAX,
  tunnelPrograms,
} from '../../../../src-core/contract/tunnel-programs.ts'
import type {
  TunnelField,
  TunnelFieldKind,
  TunnelProgram,
} from '../../../../src-core/contract/tunnel-programs.ts'
import type { ProgramRules } from '../../../../src-core/reach/tunnels/program.ts'
import { PROGRAMS } from '../../../../src-core/reach/tunnels/programs.ts'

const GOOD: Record<TunnelFieldKind, string[]> = {
  host: ['a.example.com', 'localhost', '203.0.113.7', 'xn--fiq228c.example.com'],
  label: ['mywx', 'a-1'],
  name: ['wx', 'a.b_c-d', 'f70ff985-a4ef-4643-bbbc-4a0ed4fc8415'],
  user: ['me', 'a.b', '_www'],
  port: ['1', '22', '8080', '65535'],
  region: ['cn_top', 'us', 'eu-1'],
  origin: ['https://wx.example.com', 'http://127.0.0.1:8080', 'https://wx.example.com/'],
  file: ['/home/me/frpc.toml', 'C:\\frp\\frpc.toml', 'C:/frp/frpc.toml', '/家/我/隧道.yml', '/a'],
}

const BAD: Record<TunnelFieldKind, string[]> = {
  host: [
    '-oProxyCommand=x',
    'a..b',
    'a_b',
    'a.b.',
    'http://a',
    'a:22',
    'a@b',
    'a b',
    '[::1]',
    'a\n',
    '例子.com',
  ],
  label: ['-a', 'a-', 'a.b', ''],
  name: ['-a', '--config', '.a', 'a/b', 'a b'],
  user: ['-l', 'a b', 'a@b', 'a;b'],
  port: ['0', '65536', '-1', '1e3', '080', ' 80', '80 ', '8080:evil:80'],
  region: ['-us', 'us eu', 'us;'],
  origin: [
    'a.example.com',
    'https://a/b',
    'https://a?b',
    'https://u:p@a',
    'ftp://a',
    'https://a:0',
    'javascript:x',
  ],
  file: [
    'frpc.toml',
    './frpc.toml',
    '~/frpc.toml',
    '-c',
    '/a b',
    '/a\n',
    '/a;b',
    '/a$(b)',
    '/a`b`',
    '/a"b',
    "/a'b",
    '/a*',
    '/a|b',
    '\\\\server\\share\\x',
    'C:\\\\server',
    'C:x',
  ],
}

const kinds = Object.keys(GOOD) as TunnelFieldKind[]

describe('a value', () => {
  it.each(kinds.flatMap((kind) => GOOD[kind].map((value) => [kind, value] as const)))(
    'can be used as a %s: %s',
    (kind, value) => expect(checkTunnelValue(kind, value)).toBeNull(),
  )

  it.each(kinds.flatMap((kind) => BAD[kind].map((value) => [kind, value] as const)))(
    'cannot be used as a %s, and both languages say why: %j',
    (kind, value) =>
      expect(checkTunnelValue(kind, value)).toMatchObject({
        zh: expect.stringMatching(/\S/),
        en: expect.stringMatching(/\S/),
      }),
  )

  it.each(kinds)('has an end (%s)', (kind) => {
    const [start = ''] = GOOD[kind]
    expect(checkTunnelValue(kind, start + 'a'.repeat(TUNNEL_VALUE_MAX))).not.toBeNull()
  })
})

/** Anything that somebody may send, with much that looks like an option, a shell's line, or nearly right. */
const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^-{1,2}[a-zA-Z]+[= ]?[ -~]{0,12}$/),
  fc
    .tuple(
      fc.constantFrom(...kinds.flatMap((kind) => [...GOOD[kind], ...BAD[kind]])),
      fc.string({ unit: 'binary' }),
    )
    .map(([start, end]) => start + end),
  fc.stringMatching(/^[a-z0-9./:_-]{1,20}$/),
  fc.constantFrom(...kinds.flatMap((kind) => GOOD[kind])),
)

const fields = tunnelPrograms.flatMap((program) =>
  Object.entries<TunnelField>(TUNNEL_PROGRAMS[program].fields).map(([name, { kind }]) => ({
    program,
    name,
    kind,
  })),
)

describe('the values of an account', () => {
  const create = (program: TunnelProgram, values: object) =>
    (PROGRAMS[program] as ProgramRules<TunnelProgram>).createArguments(values, 7788)

  it('never add an argument or an option, whatever somebody sends', () => {
    let taken = 0
    fc.assert(
      fc.property(fc.constantFrom(...fields), anything, ({ program, name, kind }, value) => {
        const others = Object.fromEntries(
          fields.filter((one) => one.program === program).map((one) => [one.name, GOOD[one.kind][0]!]),
        )
        const values = { ...others, [name]: value }
        if (!v.is(accountTunnelSchema, { program, values: { [program]: values } })) return
        taken++
        const usual = create(program, others)
        const given = create(program, values)
        expect(given).toHaveLength(usual.length)
        for (const [index, argument] of given.entries()) {
          const expected = usual[index]!
          if (argument === expected) continue
          // Only the value's own place is another, and what stands around it is ours.
          const [before, after] = around(expected, others[name]!)
          expect(argument).toBe(before + value + after)
          expect(argument.startsWith('-')).toBe(before.startsWith('-'))
        }
        expect(value).not.toMatch(/^-|[\p{Cc}\p{Z}"'`$&|;<>(){}[\]*?!#%^]/u)
        expect(kind).toBeDefined()
      }),
      { numRuns: 5000 },
    )
    expect(taken).toBeGreaterThan(300)
  })

  it.each([
    { program: 'ssh', values: {}, args: ['-o', 'ProxyCommand=x'] },
    { program: 'ssh', values: { ssh: { options: '-o ProxyCommand=x' } } },
    { program: 'ssh', values: { ssh: { host: 'a', config: '/tmp/config' } } },
    { program: 'sh', values: {} },
    { program: 'constructor', values: {} },
    { program: 'ssh', values: { sh: {} } },
    { program: 'ssh', values: { ssh: { host: ['a', '-oProxyCommand=x'] } } },
    { program: 'tailscale', values: { tailscale: { bg: '1' } } },
  ])('have named fields only: %j', (tunnel) => {
    expect(v.is(accountTunnelSchema, tunnel)).toBe(false)
  })

  it('may be there for several programs at once, or for none', () => {
    const values = { ssh: { host: 'a.example.com' }, frpc: { config: '/a.toml' }, bore: {} }
    expect(v.parse(accountTunnelSchema, { program: 'ngrok', values })).toEqual({ program: 'ngrok', values })
    expect(v.is(accountTunnelSchema, { program: 'ngrok', values: {} })).toBe(true)
  })
})

function around(text: string, value: string): [string, string] {
  const at = text.indexOf(value)
  expect(at).not.toBe(-1)
  return [text.slice(0, at), text.slice(at + value.length)]
}
