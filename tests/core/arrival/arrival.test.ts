import { describe, expect, it } from 'vitest'
import { ARRIVAL_CHECKS, fillCommand, FIRST_STEP } from '../../../src-core/contract/arrival.ts'
import { ARRIVAL_STATIONS } from '../../../src-core/contract/arrival/kind.ts'
import type { ArrivalCheck } from '../../../src-core/contract/arrival/kind.ts'
import { expectGoodChinese, expectGoodText } from '../good-text.ts'

const CHECKS: [id: string, check: ArrivalCheck][] = Object.entries(ARRIVAL_CHECKS)

describe.each(CHECKS)('%s', (id, { station, title, why, find, command, evidence, page, sources }) => {
  it('belongs to the station that its key names', () => {
    expect(id).toMatch(new RegExp(`^${station}\\.[a-z0-9-]+$`))
  })

  it('says the cause, why, and how to find out, in both languages', () => {
    for (const text of [title, why, find]) {
      expectGoodChinese(text.zh)
      expect(text.zh).toMatch(/\p{Script=Han}/u)
    }
    expect(title.zh + title.en).not.toMatch(/[。.]$/)
    expectGoodText(why)
    expectGoodText(find)
  })

  it('is as well founded as it says', () => {
    if (evidence === 'official') expect(page).not.toBeNull()
    if (evidence === 'observed' && sources.length === 0)
      expect([why.zh, find.zh].join()).toMatch(/列表|应答器|隧道|401/)
    if (page !== null) expect(page).toMatch(/^https:\/\/developers\.weixin\.qq\.com\/\S+$/)
    for (const source of sources) expect(source).toMatch(/^https:\/\/\S+$|^[\w.-]+\/[\w.-]+#\d+$/)
  })

  it('has a command that can be filled in', () => {
    const filled = fillCommand(command ?? '', { path: '/wx/shop', port: 7788, program: 'npx mpscope' })
    // Only the JSON of a body has braces.
    expect(filled).not.toMatch(/\{[a-z]/)
  })
})

describe('the table', () => {
  // Probes and scripts name them, so that none may be renamed.
  it('has these checks, in the order of the stations', () => {
    expect(Object.keys(ARRIVAL_CHECKS)).toEqual([
      'here.responder',
      'here.refused',
      'here.tunnel-running',
      'here.tunnel-target',
      'here.tunnel-interstitial',
      'address.verification',
      'address.port',
      'address.path',
      'address.redirect',
      'address.private',
      'address.bare-ip',
      'address.ipv6-only',
      'address.filing',
      'address.blocked',
      'server.network-check',
      'server.firewall',
      'server.waf',
      'server.certificate',
      'server.overseas',
      'server.home-line',
      'console.place',
      'console.not-saved',
      'console.not-enabled',
      'console.auto-reply',
      'console.other-account',
      'console.permission',
      'elsewhere.other-follower',
      'elsewhere.not-pushed',
      'elsewhere.muted',
      'elsewhere.customer-service',
      'elsewhere.platform',
      'elsewhere.cloud',
    ])
    const stations = [...new Set(CHECKS.map(([, { station }]) => station))]
    expect(stations).toEqual(Object.keys(ARRIVAL_STATIONS))
  })

  it('names no cause twice', () => {
    for (const language of ['zh', 'en'] as const) {
      const titles = CHECKS.map(([, { title }]) => title[language])
      expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
    }
  })

  it('names both places of the settings, since official pages differ', () => {
    const { find } = ARRIVAL_CHECKS['console.place']
    for (const text of [find.zh, find.en]) expect(text).toMatch(/域名与消息推送配置.*消息与事件推送/)
  })
})

it('the first step calls the address as WeChat does', () => {
  expectGoodText(FIRST_STEP.text)
  expect(fillCommand(FIRST_STEP.command, { path: '/wx', port: 1, program: '' })).toBe(
    "curl -i --http1.0 -A 'Mozilla/4.0' 'https://example.com/wx'",
  )
})

it('a command calls the public address of the account once it is known', () => {
  const fill = (publicUrl: string) =>
    fillCommand(FIRST_STEP.command, { path: '/wx', port: 1, program: '', publicUrl })
  expect(fill('https://demo.example.org/wechat')).toContain("'https://demo.example.org/wechat'")
  expect(
    fillCommand('nslookup example.com', {
      path: '/wx',
      port: 1,
      program: '',
      publicUrl: 'https://demo.example.org',
    }),
  ).toBe('nslookup demo.example.org')
})

it.each(["https://a.example.org/';rm -rf ~;'", 'https://$(id).example.org/wx', 'example.org'])(
  'a command has no public address that a shell might run: %s',
  (publicUrl) => {
    const filled = fillCommand(FIRST_STEP.command, { path: '/wx', port: 1, program: '', publicUrl })
    expect(filled).toContain("'https://example.com/wx'")
  },
)
