import { describe, expect, it } from 'vitest'
import { isOffered } from '../../../src-core/updates/version.ts'

describe('a version', () => {
  it.each([
    ['0.1.1', '0.1.0'],
    ['0.10.0', '0.9.9'],
    ['2.0.0', '1.99.99'],
    ['1.0.0', '1.0.0-rc.1'],
    ['1.0.0-alpha.1', '1.0.0-alpha'],
    ['1.0.0-alpha.beta', '1.0.0-alpha.1'],
    ['1.0.0-beta.11', '1.0.0-beta.2'],
    ['1.0.0-rc.1', '1.0.0-beta.11'],
    ['1.0.1+build.7', '1.0.0'],
  ])('%s is offered to %s, and not the other way round', (version, own) => {
    expect(isOffered(version, own)).toBe(true)
    expect(isOffered(own, version)).toBe(false)
  })

  it.each([
    ['1.0.0', '1.0.0'],
    ['1.0.0+build.7', '1.0.0'],
    ['1.0.0-rc.1', '1.0.0-rc.1'],
    // A prerelease is for those who run one.
    ['2.0.0-rc.1', '1.0.0'],
    // What is no version is never newer than one.
    ['v2.0.0', '1.0.0'],
    ['2.0', '1.0.0'],
    ['02.0.0', '1.0.0'],
    ['2.0.0-', '1.0.0-a'],
    ['9999999999.0.0', '1.0.0'],
    ['2.0.0\n', '1.0.0'],
    ['2.0.0', 'of the repository'],
  ])('%j is not offered to %s', (version, own) => {
    expect(isOffered(version, own)).toBe(false)
  })
})
