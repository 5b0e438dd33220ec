import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeLicences, listPage, listRunTime, readLock } from '../../scripts/list-licences.ts'
import type { Lock } from '../../scripts/list-licences.ts'

/** The part of the audit that needs no network; SECURITY.md has the command for the rest. */

const root = join(import.meta.dirname, '../..')
const lock = readLock('package-lock.json')

/** The licences under which we may distribute the packages that run, and those that the page is built of. */
const LICENCES = [
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Python-2.0',
]

const installed = (packages: Lock) => Object.entries(packages).filter(([folder]) => folder !== '')
const without = (packages: Lock, field: 'integrity') =>
  installed(packages).flatMap(([folder, one]) => (one[field] === undefined ? [folder] : []))
const withHost = (packages: Lock) =>
  installed(packages).flatMap(([folder, { resolved }]) => (resolved === undefined ? [] : [folder]))
const withScript = (packages: Lock) =>
  installed(packages).flatMap(([folder, one]) => (one.hasInstallScript ? [folder] : []))

describe.each([
  'package-lock.json',
  'packaging/package-lock.json',
  'tests/bench/codec/package-lock.json',
  'tests/bench/responder/package-lock.json',
  'tests/backends/package-lock.json',
  'tests/packaging/npm/package-lock.json',
])('%s', (file) => {
  const packages = readLock(file)

  it('has a hash of every package', () => {
    expect(installed(packages).length).toBeGreaterThan(0)
    expect(without(packages, 'integrity')).toEqual([])
  })

  it('names no host that packages have to come from', () => {
    expect(withHost(packages)).toEqual([])
  })

  it('runs install scripts of the packages that are allowed by name', () => {
    const { allowScripts = {} } = JSON.parse(readFileSync(join(root, file.replace('-lock', '')), 'utf8')) as {
      allowScripts?: Record<string, boolean>
    }
    const decided = Object.keys(allowScripts).map((name) => `node_modules/${name}`)
    expect(withScript(packages).filter((folder) => !decided.includes(folder))).toEqual([])
  })
})

describe('licences', () => {
  it('are such that what runs and what the page is built of may be passed on', () => {
    const unknown = [...listRunTime(lock), ...listPage(lock)].filter(
      ({ license }) => !LICENCES.includes(license),
    )
    expect(unknown).toEqual([])
  })

  it('are listed as they are: npm run licences', () => {
    expect(readFileSync(join(root, 'docs/licences.md'), 'utf8')).toBe(describeLicences(lock))
  })

  it('lists what is not imported but needed by what is', () => {
    const names = listRunTime(lock).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['birpc', 'strnum', 'argparse', 'xmlchars']))
    expect(listPage(lock).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['vue', '@vue/reactivity', 'tailwindcss', '@lezer/common']),
    )
  })
})

it('would notice a package without a hash, with a host, with a script', () => {
  const bad: Lock = {
    '': { version: '1' },
    'node_modules/a': { version: '1', resolved: 'https://registry.example/a.tgz', hasInstallScript: true },
  }
  expect([without(bad, 'integrity'), withHost(bad), withScript(bad)]).toEqual([
    ['node_modules/a'],
    ['node_modules/a'],
    ['node_modules/a'],
  ])
})
