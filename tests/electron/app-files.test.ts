import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lateAddress, ownAddress } from '../../src-main/electron/app-address.ts'
import { resolveAppFile, securityHeaders } from '../../src-main/electron/app-files.ts'

const root = join('/', 'served')

describe('resolveAppFile', () => {
  it.each([
    ['app://mpscope/', 'index.html', 'text/html; charset=utf-8'],
    ['app://mpscope/index.html?x=1#y', 'index.html', 'text/html; charset=utf-8'],
    ['app://mpscope/assets/index-B_x1.js', join('assets', 'index-B_x1.js'), 'text/javascript; charset=utf-8'],
    ['app://mpscope/assets/index.css', join('assets', 'index.css'), 'text/css; charset=utf-8'],
  ])('finds %s', (address, path, contentType) => {
    expect(resolveAppFile(root, ownAddress, address)).toEqual({ path: join(root, path), contentType })
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
  ])('refuses %s', (_what, address) => {
    expect(resolveAppFile(root, ownAddress, address)).toBeNull()
  })

  it('keeps plain parents, which the URL itself takes away, inside the folder', () => {
    expect(resolveAppFile(root, ownAddress, 'app://mpscope/../../package.json')?.path).toBe(
      join(root, 'package.json'),
    )
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

describe('securityHeaders', () => {
  const policy = new Map(
    (securityHeaders['Content-Security-Policy'] ?? '').split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources.join(' ')]
    }),
  )

  it('starts from nothing', () => {
    expect(policy.get('default-src')).toBe("'none'")
  })

  it.each([
    ['script-src', "'self'"],
    ['connect-src', "'none'"],
    ['base-uri', "'none'"],
    ['form-action', "'none'"],
    ['frame-ancestors', "'none'"],
  ])('holds %s to %s', (directive, sources) => {
    expect(policy.get(directive)).toBe(sources)
  })

  it('never lets content types be guessed, nor addresses leave', () => {
    expect(securityHeaders).toMatchObject({
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    })
  })
})
