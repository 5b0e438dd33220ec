import { describe, expect, it } from 'vitest'
import { appIdIn, findByPath, withAppId } from '../../src-core/contract/app-id-mark.ts'
import { checkPublicUrl } from '../../src-core/contract/field-check/addresses.ts'

const APP_ID = 'wx5823bf96d3bd56c7'

describe('a path with a mark', () => {
  it.each([
    ['/wx/$APPID$', `/wx/${APP_ID}`],
    ['/$APPID$/callback', `/${APP_ID}/callback`],
    ['/$APPID$', `/${APP_ID}`],
  ])('%s takes %s', (marked, path) => {
    expect(findByPath([{ path: marked }], path)).not.toBeNull()
    expect(appIdIn(path)).toBe(APP_ID)
    expect(checkPublicUrl(`https://example.com${path}`, { path: marked })).toEqual([])
    expect(checkPublicUrl(`https://example.com${marked}`, { path: marked })).toEqual([])
  })

  it.each([
    ['/wx/$APPID$', '/wx/'],
    ['/wx/$APPID$', '/wx'],
    ['/wx/$APPID$', `/wx/${APP_ID}/more`],
    ['/wx/$APPID$', `/other/${APP_ID}`],
    ['/wx/$APPID$', `/wx/${APP_ID}0`],
    ['/wx/$APPID$', `/wx/${APP_ID.toUpperCase()}`],
    ['/wx/$APPID$', '/wx/gh_7f083739789a'],
    ['/wx/$APPID$', `/wx/a/${APP_ID}`],
    ['/$APPID$/callback', `/${APP_ID}`],
    ['/$APPID$/callback', '/callback'],
    ['/wx', `/wx/${APP_ID}`],
  ])('%s does not take %s', (marked, path) => {
    expect(findByPath([{ path: marked }], path)).toBeNull()
  })

  it('gives way to an account whose path is the same to the letter', () => {
    const marked = { path: '/wx/$APPID$' }
    const exact = { path: `/wx/${APP_ID}` }
    expect(findByPath([marked, exact], `/wx/${APP_ID}`)).toBe(exact)
    expect(findByPath([marked, exact], '/wx/wx0000000000000000')).toBe(marked)
    // Nobody filled it in.
    expect(findByPath([marked, exact], '/wx/$APPID$')).toBe(marked)
    expect(findByPath([marked, exact], '/wx/2')).toBeNull()
  })

  it.each([
    ['http://back.end/$APPID$/wx?a=1', APP_ID, `http://back.end/${APP_ID}/wx?a=1`],
    ['http://back.end/$APPID$', '', 'http://back.end/wx1234567890abcdef'],
    ['http://back.end/$APPID$', "$&$'", 'http://back.end/wx1234567890abcdef'],
    ['http://back.end/wx', APP_ID, 'http://back.end/wx'],
  ])('%s with %j is %s', (address, appId, filled) => {
    expect(withAppId(address, appId)).toBe(filled)
  })
})
