import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lateAddress, ownAddress } from '../../src-main/electron/app-address.ts'
import { answerPage } from '../../src-main/electron/app-page.ts'
import { readPageFiles } from '../../src-main/host/page-files.ts'
import type { PageFiles } from '../../src-main/host/page-files.ts'

let parent: string
let files: PageFiles

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'mpscope-page-'))
  const root = join(parent, 'renderer')
  mkdirSync(join(root, 'assets'), { recursive: true })
  writeFileSync(join(parent, 'package.json'), '{}')
  for (const name of [
    'index.html',
    'assets/index-B_x1.js',
    'assets/index.css',
    'index.js.map',
    'LICENSE',
    '.env.json',
  ]) {
    writeFileSync(join(root, name), name)
  }
  files = readPageFiles(root)
})

afterAll(() => rmSync(parent, { recursive: true }))

const look = { language: 'system', theme: 'system' } as const
const ask = (url: string, method = 'GET') => answerPage(ownAddress, files, look, { method, url })

describe('answerPage', () => {
  it.each([
    ['app://mpscope/', 'index.html', 'text/html; charset=utf-8'],
    ['app://mpscope/index.html?x=1#y', 'index.html', 'text/html; charset=utf-8'],
    ['app://mpscope/assets/index-B_x1.js', 'assets/index-B_x1.js', 'text/javascript; charset=utf-8'],
    ['app://mpscope/assets/index.css', 'assets/index.css', 'text/css; charset=utf-8'],
  ])('finds %s', async (address, content, contentType) => {
    const response = ask(address)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, contentType])
    expect(await response.text()).toBe(content)
  })

  it('says how commands of ours are started, where that is told', async () => {
    const dress = { ...look, program: 'npx mpscope' }
    const page = join(parent, 'page')
    mkdirSync(page)
    writeFileSync(join(page, 'index.html'), '<html>')
    const response = answerPage(ownAddress, readPageFiles(page), dress, {
      method: 'GET',
      url: ownAddress.startPage,
    })
    expect(await response.text()).toBe('<html data-program="npx mpscope">')
  })

  it('says as much to HEAD, without the content', async () => {
    const response = ask('app://mpscope/', 'HEAD')
    expect([response.status, await response.text()]).toEqual([200, ''])
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('is only read: %s', (method) => {
    const response = ask('app://mpscope/', method)
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  it.each([
    ['a parent, encoded', 'app://mpscope/%2e%2e%2fpackage.json'],
    ['a parent, half encoded', 'app://mpscope/..%2f..%2fpackage.json'],
    ['a parent, encoded twice', 'app://mpscope/%252e%252e%252fpackage.json'],
    ['a parent with a backslash', 'app://mpscope/..\\package.json'],
    ['a parent with an encoded backslash', 'app://mpscope/..%5cpackage.json'],
    ['an absolute path', 'app://mpscope//etc/hosts.json'],
    ['an encoded absolute path', 'app://mpscope/%2fetc/hosts.json'],
    ['a drive', 'app://mpscope/C:/secret.json'],
    ['an encoded drive', 'app://mpscope/C%3a%5csecret.json'],
    ['an alternate data stream', 'app://mpscope/index.html::$DATA.html'],
    ['NUL', 'app://mpscope/index.html%00.js'],
    ['a line break', 'app://mpscope/index%0a.html'],
    ['bytes that are not UTF-8', 'app://mpscope/%ff.html'],
    ['a broken escape', 'app://mpscope/%zz.html'],
    ['a dot file', 'app://mpscope/.env.json'],
    ['a folder', 'app://mpscope/assets/'],
    ['a kind of file that is not served', 'app://mpscope/index.js.map'],
    ['no kind at all', 'app://mpscope/LICENSE'],
    ['an object key of Object', 'app://mpscope/a.constructor'],
    ['another host', 'app://elsewhere/index.html'],
    ['a host that starts like ours', 'app://mpscope.evil/index.html'],
    ['a port', 'app://mpscope:1/index.html'],
    ['a user', 'app://me@mpscope/index.html'],
    ['another scheme', 'https://mpscope/index.html'],
    ['no address', 'index.html'],
    ['a file outside, by its plain parents', 'app://mpscope/../package.json'],
  ])('refuses %s, with the policy on the refusal', (_what, address) => {
    const { status, headers } = ask(address)
    expect(status).toBe(404)
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
  })

  it('lets the page connect to nothing', () => {
    expect(ask('app://mpscope/').headers.get('content-security-policy')).toContain("; connect-src 'none';")
  })

  it('serves the page of the start, also where its files are gone', async () => {
    rmSync(join(parent, 'renderer'), { recursive: true })
    expect(await ask('app://mpscope/assets/index.css').text()).toBe('assets/index.css')
  })
})

describe('ownAddress', () => {
  it.each(['app://mpscope', 'app://mpscope/', 'app://mpscope/assets/a.js'])('takes %s', (address) => {
    expect(ownAddress.owns(address)).toBe(true)
  })

  it.each(['null', '', 'app://mpscope.evil', 'app://evil/mpscope', 'http://mpscope/', 'app:mpscope'])(
    'refuses %j',
    (address) => {
      expect(ownAddress.owns(address)).toBe(false)
    },
  )
})

describe('lateAddress', () => {
  it('owns its one host and no other https', () => {
    expect(lateAddress.owns('https://mpscope.invalid/assets/a.js')).toBe(true)
    for (const other of [
      'https://example.com/',
      'https://mpscope.invalid.evil/',
      'http://mpscope.invalid/',
      'app://mpscope/',
    ]) {
      expect(lateAddress.owns(other)).toBe(false)
    }
  })
})
