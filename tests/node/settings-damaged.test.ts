import { execFileSync } from 'node:child_process'
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeSettings } from '../../src-core/contract/settings-notices.ts'
import { createTemporaryFolder, startWorkbench } from './running-workbench.ts'

const account = (change: object = {}) => ({
  id: 'default',
  name: '测试号',
  originalId: 'gh_1',
  appId: 'wx1',
  mode: 'plaintext',
  path: '/shop',
  policy: { kind: 'fixed', reply: { type: 'success' } },
  rules: [],
  backends: [],
  publicUrl: '',
  duplicates: 'again',
  milestones: {},
  ...change,
})
const rule = (id: string, change: object = {}) => ({
  id,
  name: id,
  enabled: true,
  match: {},
  reply: { type: 'success' },
  delayMs: 0,
  fault: 'none',
  ...change,
})
const sealed = (secret: string) => ({ box: 'file', sealed: secret })
const good = (change: object = {}) => ({
  version: 1,
  accounts: [account()],
  tokens: { default: sealed('kept') },
  preferences: { language: 'en', theme: 'dark' },
  templates: [],
  samples: [],
  ...change,
})

/** Starts on a folder whose settings file is made by `make`. */
async function startWith(make: (file: string) => void) {
  const folder = createTemporaryFolder()
  const file = join(folder, 'settings.json')
  make(file)
  const workbench = await startWorkbench({ dataDir: folder })
  const snapshot = await workbench.call('workbench.snapshot', {})
  const accounts = await Promise.all(snapshot.accounts.map(workbench.withSecrets))
  return { ...snapshot, accounts, workbench, folder, file, first: accounts[0]! }
}

describe('damaged settings', () => {
  it.each<[string, (file: string) => void]>([
    ['empty', (file) => writeFileSync(file, '')],
    ['cut off', (file) => writeFileSync(file, JSON.stringify(good()).slice(0, 200))],
    ['binary', (file) => writeFileSync(file, Buffer.from(Array.from({ length: 999 }, (_, i) => i % 256)))],
    ['another type', (file) => writeFileSync(file, '[1, 2]')],
    ['of a later version', (file) => writeFileSync(file, JSON.stringify(good({ version: 2 })))],
    ['without anything', (file) => writeFileSync(file, '{"version":1}')],
    ['a folder', (file) => mkdirSync(file)],
    ['a pipe that nobody writes to', (file) => void execFileSync('mkfifo', [file])],
    ['a link that leads nowhere', (file) => symlinkSync('/nowhere/settings.json', file)],
    ['a link to itself', (file) => symlinkSync(file, file)],
    [
      'a link to a pipe',
      (file) => {
        execFileSync('mkfifo', [`${file}.pipe`])
        symlinkSync(`${file}.pipe`, file)
      },
    ],
    [
      'of 100 MB',
      (file) => {
        writeFileSync(file, JSON.stringify(good()))
        truncateSync(file, 100_000_000)
      },
    ],
    ['deeply nested', (file) => writeFileSync(file, '['.repeat(1_000_000))],
  ])('that are %s are kept aside, and the token is said to be a new one', async (_name, make) => {
    const { settings, first, file } = await startWith(make)
    expect(first.token).toMatch(/^[A-Za-z0-9]{24}$/)
    expect(settings).toMatchObject({ kept: 'file', reason: null, newToken: true })
    expect(settings.leftOut).not.toEqual([])
    expect(lstatSync(settings.keptAside!)).toBeDefined()
    expect(JSON.parse(readFileSync(file, 'utf8')).tokens).toEqual({ default: sealed(first.token) })
    const told = describeSettings(settings).flatMap(({ zh, en }) => [zh, en])
    expect(told.join('\n')).toContain(settings.keptAside)
    expect(told.join('\n')).toMatch(/Token 是新生成的[^]*The token is a new one/)
  })

  it('that are a link to what is no file leave that alone', async () => {
    const { file, settings } = await startWith((path) => {
      execFileSync('mkfifo', [`${path}.pipe`])
      symlinkSync(`${path}.pipe`, path)
    })
    expect(lstatSync(file).isFile()).toBe(true)
    expect(lstatSync(`${file}.pipe`).isFIFO()).toBe(true)
    expect(readlinkSync(settings.keptAside!)).toBe(`${file}.pipe`)
  })

  it('twice in a moment are kept aside twice', async () => {
    const { folder, file, workbench } = await startWith((path) => writeFileSync(path, 'one'))
    writeFileSync(file, 'two')
    await workbench.call('preferences.update', { theme: 'dark' })
    const aside = readdirSync(folder).filter((name) => name.includes('unreadable'))
    expect(aside.map((name) => readFileSync(join(folder, name), 'utf8')).toSorted()).toEqual(['one', 'two'])
  })
})

describe('settings of a newer version', () => {
  const newer = JSON.stringify(good({ version: 2 }))
  const NEWER = { zh: '更新版本的 mpscope', en: 'A newer version of mpscope' }

  it('are kept aside, and called that and not damaged', async () => {
    const { settings } = await startWith((file) => writeFileSync(file, newer))
    expect(readFileSync(settings.keptAside!, 'utf8')).toBe(newer)
    const [{ zh, en } = { zh: '', en: '' }] = describeSettings(settings)
    expect(zh).toMatch(new RegExp(`${NEWER.zh}.*改回原名，再用新版本打开`))
    expect(en).toMatch(new RegExp(`${NEWER.en}.*open the newer version`))
    for (const text of [zh, en]) expect(text).toContain(settings.keptAside)
    expect(`${zh}${en}`).not.toMatch(/损坏|damaged/)
  })

  it('are told of, too, if they come while this runs', async () => {
    const { file, workbench, first } = await startWith((path) => writeFileSync(path, JSON.stringify(good())))
    writeFileSync(file, newer)
    await workbench.call('preferences.update', { theme: 'light' })
    const { settings } = await workbench.call('workbench.snapshot', {})
    expect(readFileSync(settings.keptAside!, 'utf8')).toBe(newer)
    expect(settings.newToken).toBe(false)
    expect((await workbench.account()).token).toBe(first.token)
    const told = describeSettings(settings).map(({ en }) => en)
    expect(told[0]).toContain(NEWER.en)
    expect(told.join('\n')).not.toMatch(/damaged/)
  })

  it.each([0, -2, 1.5, '2', null, [2]])('are not meant by the version %j', async (version) => {
    const { settings } = await startWith((file) => writeFileSync(file, JSON.stringify(good({ version }))))
    expect(describeSettings(settings)[0]!.en).toMatch(/is damaged/)
  })
})

describe('settings of which a part is damaged', () => {
  it.each<[string, object, string[]]>([
    [
      'a rule',
      { accounts: [account({ rules: [rule('a'), rule('b', { delayMs: -1 })] })] },
      ['accounts.0.rules.1'],
    ],
    [
      'a backend',
      { accounts: [account({ backends: [{ id: 'b', url: 'nowhere' }] })] },
      ['accounts.0.backends.0'],
    ],
    ['the policy', { accounts: [account({ policy: { kind: 'magic' } })] }, ['accounts.0.policy']],
    [
      'the backend that it relays to',
      {
        accounts: [
          account({ policy: { kind: 'relay', backend: 'b', guard: true }, backends: [{ id: 'b' }] }),
        ],
      },
      ['accounts.0.backends.0', 'accounts.0.policy'],
    ],
    ['a template', { templates: [{ id: 't' }, 7] }, ['templates.0', 'templates.1']],
    ['the templates', { templates: 'none' }, ['templates']],
    ['a message of one’s own', { samples: [{ id: 's' }, 7] }, ['samples.0', 'samples.1']],
    ['the theme', { preferences: { language: 'en', theme: 'pink' } }, ['preferences.theme']],
    [
      'keys without end',
      {
        preferences: {
          language: 'en',
          keys: Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`action.${n}`, ['j']])),
        },
      },
      ['preferences.keys'],
    ],
    ['another account', { accounts: [account(), { name: 'no id' }] }, ['accounts.1']],
    ['a key', { aesKeys: { default: 'bare' } }, ['aesKeys.default']],
    ['the name', { accounts: [account({ name: '' })] }, ['accounts.0.name']],
    [
      'more rules than there may be',
      { accounts: [account({ rules: Array.from({ length: 201 }, (_, i) => rule(`r${i}`)) })] },
      ['accounts.0.rules.200'],
    ],
  ])('lose no more than that: %s', async (_name, change, leftOut) => {
    const text = JSON.stringify(good(change))
    const { settings, first, workbench, file } = await startWith((path) => writeFileSync(path, text))
    expect(first).toMatchObject({ token: 'kept', path: '/shop', appId: 'wx1' })
    expect(settings).toMatchObject({ kept: 'file', leftOut, newToken: false })
    expect(readFileSync(settings.keptAside!, 'utf8')).toBe(text)
    expect(readFileSync(file, 'utf8')).toContain('kept')
    const [notice] = describeSettings(settings)
    for (const said of [notice!.zh, notice!.en]) expect(said).toContain(leftOut[0])
    await workbench.close()
    const again = await startWorkbench({ dataDir: join(file, '..') })
    expect(await again.account()).toEqual(first)
    expect((await again.call('workbench.snapshot', {})).settings.leftOut).toEqual([])
  })

  it('keep each token, also where its account is lost', async () => {
    const tokens = { default: sealed('kept'), shop: sealed('other') }
    const text = JSON.stringify(good({ accounts: 'gone', tokens }))
    const { accounts, settings } = await startWith((file) => writeFileSync(file, text))
    expect(accounts.map(({ token, path }) => [token, path])).toEqual([
      ['kept', '/wx'],
      ['other', '/wx/2'],
    ])
    expect(settings).toMatchObject({ leftOut: ['accounts'], newToken: false })
  })

  it('without an account are damaged, also where all that is there can be read', async () => {
    const text = JSON.stringify(good({ accounts: [] }))
    const { accounts, settings } = await startWith((file) => writeFileSync(file, text))
    expect(accounts.map(({ token }) => token)).toEqual(['kept'])
    expect(settings).toMatchObject({ leftOut: ['accounts'], newToken: false })
    expect(readFileSync(settings.keptAside!, 'utf8')).toBe(text)
  })

  it('make a new token where the token is what is lost', async () => {
    const text = JSON.stringify(good({ tokens: { default: 7 } }))
    const { first, settings, workbench } = await startWith((file) => writeFileSync(file, text))
    expect(first).toMatchObject({
      path: '/shop',
      token: expect.stringMatching(/^[A-Za-z0-9]{24}$/) as string,
    })
    expect(settings).toMatchObject({ leftOut: ['tokens.default'], newToken: true })
    await workbench.call('account.update', { id: first.id, change: { token: 'mine' } })
    expect((await workbench.call('workbench.snapshot', {})).settings.newToken).toBe(false)
  })

  it('may be in another encoding: what is not UTF-8 is said', async () => {
    const bytes = Buffer.from(JSON.stringify(good()).replace('测试号', '\u00b2\u00e2'), 'latin1')
    const { first, settings } = await startWith((file) => writeFileSync(file, bytes))
    expect(first.token).toBe('kept')
    expect(settings.leftOut).toEqual(['encoding'])
    expect(readFileSync(settings.keptAside!)).toEqual(bytes)
  })
})

describe('settings that are not damaged', () => {
  it.each([
    ['a byte order mark', `\ufeff${JSON.stringify(good())}`],
    ['__proto__', JSON.stringify(good()).replace('{', '{"__proto__":{"polluted":1},')],
    [
      'names that objects have',
      JSON.stringify(good({ accounts: [account(), account({ id: 'constructor', path: '/c' })] })),
    ],
    ['what is not known yet', JSON.stringify(good({ later: true }))],
  ])('are used as they are: %s', async (_name, text) => {
    const { first, accounts, settings } = await startWith((file) => writeFileSync(file, text))
    expect(first.token).toBe('kept')
    for (const { token } of accounts) expect(token).toBeTypeOf('string')
    expect(settings).toMatchObject({ kept: 'file', keptAside: null, leftOut: [] })
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it('may be a link to elsewhere, and stay one', async () => {
    const elsewhere = join(createTemporaryFolder(), 'mine.json')
    writeFileSync(elsewhere, JSON.stringify(good()), { mode: 0o600 })
    const { first, file, workbench, settings } = await startWith((path) => symlinkSync(elsewhere, path))
    expect([first.token, settings.keptAside]).toEqual(['kept', null])
    await workbench.call('account.update', { id: first.id, change: { token: 'new' } })
    expect(readlinkSync(file)).toBe(elsewhere)
    expect(readFileSync(elsewhere, 'utf8')).toContain('"new"')
  })

  it('and are a link keep the mode of what it leads to, which is said', async () => {
    const elsewhere = join(createTemporaryFolder(), 'mine.json')
    writeFileSync(elsewhere, JSON.stringify(good()), { mode: 0o644 })
    const { settings } = await startWith((path) => symlinkSync(elsewhere, path))
    expect(settings.exposed).toBe('open')
    expect(statSync(elsewhere).mode & 0o777).toBe(0o644)
  })
})
