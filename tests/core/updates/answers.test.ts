import { describe, expect, it } from 'vitest'
import type { HttpFailure, HttpResponse } from '../../../src-core/ports/http.ts'
import { createClock } from '../reach/moved-clock.ts'
import { fail, HOME, RELEASE, respond, SOURCE, startUpdates } from './world.ts'

const redirectTo = (location: string) => respond('', 302, [['Location', location]])

describe('what is sent', () => {
  it('is the name of the program and nothing else', async () => {
    const updates = startUpdates()
    await updates.ask()
    const [{ method, url, headers, body }] = updates.sent as [(typeof updates.sent)[0]]
    expect({ method, url, headers, body: body.length }).toEqual({
      method: 'GET',
      url: SOURCE.address,
      headers: [
        ['Host', 'host.example'],
        ['User-Agent', 'mpscope'],
        ['Connection', 'close'],
      ],
      body: 0,
    })
  })

  it('follows the host to where it keeps its files, with no more than before', async () => {
    const file = 'https://files.example/a/latest.json?signature=1'
    const updates = startUpdates({
      answer: (url) =>
        url === SOURCE.address
          ? redirectTo('/owner/repository/releases/download/v1.2.0/latest.json')
          : url.startsWith('https://host.example/')
            ? redirectTo(file)
            : respond(),
    })
    expect(await updates.ask()).toEqual({ kind: 'newer' })
    expect(updates.sent.map(({ url }) => url)).toEqual([
      SOURCE.address,
      `${HOME}/download/v1.2.0/latest.json`,
      file,
    ])
    expect(updates.sent.at(-1)!.headers).toEqual([
      ['Host', 'files.example'],
      ['User-Agent', 'mpscope'],
      ['Connection', 'close'],
    ])
  })

  it('has ten seconds for all of it', async () => {
    const clock = createClock()
    const updates = startUpdates({
      clock,
      answer(url) {
        clock.sleep(4000)
        return redirectTo(`${url}x`)
      },
    })
    expect(await updates.ask()).toEqual({ kind: 'failed', why: 'late', detail: 'DEADLINE' })
    expect(updates.sent.map(({ deadlineMs }) => deadlineMs)).toEqual([10_000, 6000, 2000])
  })
})

describe('an answer', () => {
  it.each<[string, HttpResponse | HttpFailure, string, string]>([
    ['from nobody', fail('ECONNREFUSED'), 'unreachable', 'ECONNREFUSED'],
    ['that does not come in time', fail('DEADLINE', 'asking'), 'late', 'DEADLINE'],
    [
      'of a server that nobody vouches for',
      fail('CERT_HAS_EXPIRED', 'securing'),
      'untrusted',
      'CERT_HAS_EXPIRED',
    ],
    ['that is too large', fail('TOO_LARGE', 'asking'), 'unusable', 'TOO_LARGE'],
    ['that there is none', respond('', 404), 'status', '404'],
    [
      'that leads into the clear',
      redirectTo('http://host.example/latest.json'),
      'redirect',
      'http://host.example',
    ],
    ['that leads to a file', redirectTo('file:///etc/passwd'), 'redirect', 'file://'],
    ['that leads nowhere', respond('', 302), 'redirect', 'Location'],
    ['that leads round and round', redirectTo(SOURCE.address), 'redirect', '5 redirects'],
    ['that is a page', respond('<!doctype html><script>alert(1)</script>'), 'unusable', 'not JSON in UTF-8'],
    ['that is no object', respond(1), 'unusable', 'Invalid type: Expected Object but received 1'],
    [
      'without a version',
      respond({ ...RELEASE, version: 2 }),
      'unusable',
      'version: Invalid type: Expected string but received 2',
    ],
    [
      'with another form of version',
      respond({ ...RELEASE, version: '2' }),
      'unusable',
      'version: not a version as in 1.2.3',
    ],
    ['without a day', respond({ ...RELEASE, date: 'soon' }), 'unusable', 'date: not a day as in 2026-01-31'],
    [
      'in one language',
      respond({ ...RELEASE, changes: { zh: '' } }),
      'unusable',
      'changes.en: Invalid key: Expected "en" but received undefined',
    ],
  ])('%s is told with its cause', async (_what, answered, why, detail) => {
    const updates = startUpdates({ answer: () => answered })
    expect(await updates.ask()).toEqual({ kind: 'failed', why, detail })
    expect(updates.status().newer).toBeNull()
  })

  it.each([
    ['another host', 'https://other.example/owner/repository/releases/tag/v1.2.0'],
    ['a host that begins alike', 'https://host.example.evil.example/owner/repository/releases/tag/v1.2.0'],
    ['a host behind a name', 'https://host.example@evil.example/owner/repository/releases/tag/v1.2.0'],
    ['another repository', 'https://host.example/owner/other/releases/tag/v1.2.0'],
    ['a repository that begins alike', `${HOME}-of-mine/tag/v1.2.0`],
    ['the clear', 'http://host.example/owner/repository/releases/tag/v1.2.0'],
    ['a script', 'javascript:alert(1)'],
    ['further up', `${HOME}/tag/../../../../other`],
    ['further up, encoded', `${HOME}/tag/%2e%2e/other`],
    ['dots alone', `${HOME}/tag/..`],
    ['a download', `${HOME}/download/v1.2.0/mpscope.exe`],
    ['a query', `${HOME}/tag/v1.2.0?next=evil`],
    ['a backslash', `${HOME}/tag\\v1.2.0`],
  ])('whose page is on %s is none', async (_what, page) => {
    const updates = startUpdates({ answer: () => respond({ ...RELEASE, page }) })
    expect(await updates.ask()).toMatchObject({ kind: 'failed', why: 'unusable' })
    expect(updates.status().newer).toBeNull()
  })

  it.each(['0.9.0', '1.0.0', '2.0.0-rc.1'])('that names %s offers nothing to 1.0.0', async (version) => {
    const updates = startUpdates({ answer: () => respond({ ...RELEASE, version }) })
    expect(await updates.ask()).toEqual({ kind: 'newest' })
    expect(updates.status().newer).toBeNull()
  })

  it('that takes a release back is believed', async () => {
    let version = '1.2.0'
    const updates = startUpdates({ answer: () => respond({ ...RELEASE, version }) })
    await updates.ask()
    version = '1.0.0'
    expect(await updates.ask()).toEqual({ kind: 'newest' })
    expect(updates.status().newer).toBeNull()
  })

  it('that fails leaves what is known', async () => {
    let isUp = true
    const updates = startUpdates({ answer: () => (isUp ? respond() : fail('ECONNRESET')) })
    await updates.ask()
    isUp = false
    expect(await updates.ask()).toMatchObject({ kind: 'failed' })
    expect(updates.status().newer).toEqual(RELEASE)
  })

  it('keeps its words, and nothing that hides or turns them', async () => {
    const changes = { zh: '- <b>修复</b>\r\n\t- 二', en: 'a\u202Eb\u0000c\u001b[31md\u2066' }
    const updates = startUpdates({ answer: () => respond({ ...RELEASE, changes }) })
    await updates.ask()
    expect(updates.status().newer!.changes).toEqual({ zh: '- <b>修复</b>\n\t- 二', en: 'abc[31md' })
  })

  it('shows the beginning of long changes, also after a restart', async () => {
    const lines = `- ${'改'.repeat(97)}\n`
    const changes = { zh: lines.repeat(200), en: 'x'.repeat(50_000) }
    const updates = startUpdates({ answer: () => respond({ ...RELEASE, changes }) })
    await updates.ask()
    const shown = updates.status().newer!.changes
    expect(shown).toEqual({ zh: `${lines.repeat(80).slice(0, -1)}\n…`, en: `${'x'.repeat(8000)}\n…` })
    expect(startUpdates({ file: updates.file }).status().newer!.changes).toEqual(shown)
  })

  it.each([
    { changes: { zh: ['长'.repeat(30_000)], en: '' } },
    { version: '1'.repeat(30_000) },
    { changes: '长'.repeat(30_000) },
    { date: {} },
  ])('with %o is none, and told in few words', async (part) => {
    const updates = startUpdates({ answer: () => respond({ ...RELEASE, ...part }) })
    const answer = await updates.ask()
    expect(answer).toMatchObject({ kind: 'failed', why: 'unusable' })
    expect(JSON.stringify(answer).length).toBeLessThan(300)
  })
})
