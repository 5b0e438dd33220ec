import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { accountPathSchema } from '../../../src-core/contract/account.ts'
import type { Mode } from '../../../src-core/contract/exchange.ts'
import { diagnoseEncodingAesKeys } from '../../../src-core/diagnosis/encryption/key.ts'
import { FIELD_CHECKS } from '../../../src-core/contract/field-check.ts'
import type { CheckedField } from '../../../src-core/contract/field-check.ts'
import { splitOpenIds, splitScenes } from '../../../src-core/contract/field-check/taken.ts'

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
const SECRET = 'd41d8cd98f00b204e9800998ecf8427e'
const APP_ID = 'wx5823bf96d3bd56c7'
const ORIGINAL_ID = 'gh_7f083739789a'
const OPEN_ID = 'oia2TjuEGTNoeX76QEjQNrcURxG8'

function check(field: CheckedField, value: string, mode: Mode = 'plaintext') {
  return FIELD_CHECKS[field](value, { path: '/wx', mode })
}

function codes(field: CheckedField, value: string): string[] {
  return check(field, value).map(({ code }) => code)
}

describe('a mistake of a kind is found', () => {
  it.each<[field: CheckedField, code: string, value: string, mended: string | null]>([
    ['token', 'blank', 'mytoken ', 'mytoken'],
    ['token', 'blank', '\u3000mytoken\n', 'mytoken'],
    ['token', 'invisible', 'my\u200Btoken', 'mytoken'],
    ['token', 'invisible', ' \uFEFF"mytoken" ', 'mytoken'],
    ['token', 'full-width', 'ｍｙｔｏｋｅｎ', 'mytoken'],
    ['token', 'quoted', '"mytoken"', 'mytoken'],
    ['token', 'quoted', '「 mytoken 」', 'mytoken'],
    ['token', 'token-like-app-secret', SECRET, null],
    ['token', 'token-like-aes-key', KEY, null],
    ['token', 'token-like-app-id', APP_ID, null],
    ['token', 'token-not-allowed', 'ab', null],
    ['token', 'token-not-allowed', '中文 token!', null],
    ['token', 'token-not-allowed', ORIGINAL_ID, null],
    ['aesKey', 'blank', `${KEY}\n`, KEY],
    ['aesKey', 'blank', `${KEY}= `, KEY],
    ['aesKey', 'equals', `${KEY}=`, KEY],
    ['aesKey', 'character', KEY.replace('0', '+'), null],
    ['aesKey', 'inner-blank', `${KEY.slice(0, 20)}\n${KEY.slice(20)}`, KEY],
    ['aesKey', 'like-app-secret', SECRET, null],
    ['aesKey', 'length', KEY.slice(1), null],
    ['previousAesKey', 'length', `${KEY}a`, null],
    ['appId', 'blank', `${APP_ID} `, APP_ID],
    ['appId', 'original-id', ORIGINAL_ID, null],
    ['appId', 'app-secret', SECRET, null],
    ['appId', 'upper-case', APP_ID.toUpperCase(), APP_ID],
    ['appId', 'app-id', '123', null],
    ['appId', 'app-id', 'wx5823bf96d3bd56cg', null],
    ['originalId', 'quoted', `'${ORIGINAL_ID}'`, ORIGINAL_ID],
    ['originalId', 'app-id', APP_ID, null],
    ['originalId', 'original-id', 'abc', null],
    ['originalId', 'length', 'gh_abc', null],
    ['originalId', 'original-id', 'GH_7F083739789A', ORIGINAL_ID],
    ['originalId', 'original-id', 'gh-7f083739789a', ORIGINAL_ID],
    ['path', 'blank', ' /wx', '/wx'],
    ['path', 'full-width', '／wx', '/wx'],
    ['path', 'whole-url', 'https://example.com/wx/shop?a=1', '/wx/shop'],
    ['path', 'whole-url', 'https://example.com', null],
    ['path', 'path', 'wx', '/wx'],
    ['path', 'path', '/wx/', '/wx'],
    ['path', 'path', '/wx?a=1', '/wx'],
    ['path', 'path', '/微信', null],
    ['path', 'path', '//wx', '/wx'],
    ['path', 'path', '/wx#top', '/wx'],
    ['path', 'path', '/my wx', null],
    ['path', 'path', '/', null],
    ['path', 'dots', '/..', null],
    ['path', 'dots', '/.', null],
    ['path', 'dots', '/wx/..', null],
    ['path', 'dots', '/wx/../shop', '/shop'],
    ['path', 'dots', '/wx/./shop', '/wx/shop'],
    ['path', 'dots', '/../wx', '/wx'],
    ['path', 'app-id-mark', '/wx/$APPID$', null],
    ['path', 'app-id-mark', '/$APPID$/callback', null],
    ['path', 'blank', '/wx/$APPID$ ', '/wx/$APPID$'],
    ['path', 'whole-url', 'https://example.com/$APPID$/callback?a=1', '/$APPID$/callback'],
    ['path', 'path', '/wx/$appid$', '/wx/$APPID$'],
    ['path', 'path', '/${APPID}/wx', '/$APPID$/wx'],
    ['path', 'path', '/{{app_id}}', '/$APPID$'],
    ['path', 'path', '/wx/%24APPID%24', '/wx/$APPID$'],
    ['path', 'path', '/wx/:appid', '/wx/$APPID$'],
    ['path', 'path', '/$APPID$/$APPID$', null],
    ['path', 'path', '/wx$APPID$', null],
    ['path', 'path', '/wx/$APPID', '/wx/$APPID$'],
    ['publicUrl', 'other-path', 'https://example.com/$APPID$/wx', 'https://example.com/wx'],
    ['path', 'path', '/wx/$NAME$', null],
    ['backendUrl', 'no-scheme', '127.0.0.1:8080/wx', 'http://127.0.0.1:8080/wx'],
    ['backendUrl', 'no-scheme', 'localhost:3000', 'http://localhost:3000'],
    ['backendUrl', 'no-scheme', ':8080/wx', 'http://127.0.0.1:8080/wx'],
    ['backendUrl', 'no-scheme', 'http:/127.0.0.1:8080/wx', 'http://127.0.0.1:8080/wx'],
    ['backendUrl', 'no-scheme', 'https//example.com/wx', 'https://example.com/wx'],
    ['backendUrl', 'no-scheme', '//example.com/wx', 'http://example.com/wx'],
    ['backendUrl', 'no-scheme', '我的后端', null],
    ['backendUrl', 'blank', ' 127.0.0.1:8080/wx', 'http://127.0.0.1:8080/wx'],
    ['backendUrl', 'full-width', 'http：//127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['backendUrl', 'scheme', 'ftp://example.com/wx', null],
    ['backendUrl', 'fragment', 'http://example.com/wx#top', 'http://example.com/wx'],
    ['backendUrl', 'user', 'http://me:secret@example.com/wx', null],
    ['backendUrl', 'form', 'http://', null],
    ['publicUrl', 'no-scheme', 'example.com', 'https://example.com/wx'],
    ['publicUrl', 'blank', 'https://example.com/wx ', 'https://example.com/wx'],
    ['publicUrl', 'full-width', 'https://wx。example。com/wx', 'https://wx.example.com/wx'],
    ['publicUrl', 'port', 'http://example.com:8080/wx', null],
    ['publicUrl', 'port', 'https://example.com:80/wx', null],
    ['publicUrl', 'host', 'https://a..example.com/wx', null],
    ['publicUrl', 'no-scheme', 'http//example.com', 'http://example.com/wx'],
    ['publicUrl', 'private', 'http://127.0.0.1/wx', null],
    // The local address that the strip shows.
    ['publicUrl', 'private', 'http://127.0.0.1:7788/wx', null],
    ['publicUrl', 'private', 'http://192.168.1.4/wx', null],
    ['publicUrl', 'private', 'http://100.64.0.1/wx', null],
    ['publicUrl', 'private', 'http://[::ffff:127.0.0.1]/wx', null],
    ['publicUrl', 'private', 'http://[::]/wx', null],
    ['publicUrl', 'private', 'https://localhost./wx', null],
    ['publicUrl', 'private', 'http://172.16.0.1/wx', null],
    ['publicUrl', 'private', 'http://mymachine/wx', null],
    ['publicUrl', 'bare-ip', 'http://203.0.113.9/wx', null],
    ['publicUrl', 'no-path', 'https://example.com', 'https://example.com/wx'],
    ['publicUrl', 'no-path', 'https://example.com?a=1', 'https://example.com/wx?a=1'],
    ['publicUrl', 'other-path', 'https://example.com/weixin', 'https://example.com/wx'],
    ['openIds', 'not-a-user', `${OPEN_ID}, ${ORIGINAL_ID}`, null],
    ['openIds', 'not-a-user', APP_ID, null],
    ['openIds', 'open-id', `${OPEN_ID}x`, null],
    ['openIds', 'open-id', OPEN_ID.toUpperCase(), null],
    ['openIds', 'open-id', 'zhangsan', null],
    ['openIds', 'invisible', `${OPEN_ID}\u200B`, OPEN_ID],
    ['openIds', 'quoted', `"${OPEN_ID}"`, OPEN_ID],
    ['scenes', 'no-scene', 'a, qrscene_', null],
    ['scenes', 'like-open-id', OPEN_ID, null],
    ['kfAccount', 'kf-account', 'kf2001', null],
    ['kfAccount', 'kf-app-id', `kf2001@${APP_ID}`, null],
    ['kfAccount', 'kf-account', '小王@公众号', null],
    ['kfAccount', 'blank', 'kf2001@gh_demo ', 'kf2001@gh_demo'],
  ])('%s: %s in %j', (field, code, value, mended) => {
    const notes = check(field, value)
    expect(notes.map((note) => note.code)).toContain(code)
    expect(notes.find((note) => note.code === code)?.mend?.value ?? null).toBe(mended)
    for (const { text, mend } of notes)
      for (const said of [text, ...(mend ? [mend.label] : [])]) {
        expect(said.zh).toMatch(/\p{Script=Han}/u)
        expect(said.en).not.toMatch(/\p{Script=Han}/u)
      }
  })
})

describe('nothing is said of what is right, however near it is', () => {
  it.each<[field: CheckedField, value: string]>([
    ['token', ''],
    ['token', 'abc'],
    ['token', 'z'.repeat(32)],
    ['token', SECRET.slice(1)],
    ['token', `${APP_ID}0`],
    ['token', 'TOKEN2024'],
    ['aesKey', ''],
    ['aesKey', KEY],
    ['appId', ''],
    ['appId', APP_ID],
    ['originalId', ''],
    ['originalId', ORIGINAL_ID],
    ['path', '/wx'],
    ['path', '/wx/shop.php'],
    ['path', '/~me/wx_1-2'],
    ['path', '/.well-known/wx'],
    ['path', '/wx/...'],
    ['backendUrl', 'http://127.0.0.1:8080/wx'],
    ['backendUrl', 'https://example.com/wx?token=1'],
    ['backendUrl', 'HTTP://localhost'],
    ['backendUrl', ''],
    ['publicUrl', ''],
    ['publicUrl', 'https://example.com/wx'],
    ['publicUrl', 'http://example.com:80/wx'],
    ['publicUrl', 'https://example.com:443/wx?a=1'],
    ['publicUrl', 'https://10.example.com/wx'],
    ['publicUrl', 'http://172.example.com/wx'],
    ['openIds', ''],
    ['openIds', OPEN_ID],
    ['openIds', ` ${OPEN_ID}，oMpscopeSampleUser0000000001\n`],
    ['scenes', ''],
    ['scenes', '42, qrscene_7、V1001_TODAY'],
    ['scenes', '菜单（一） '],
    ['kfAccount', ''],
    ['kfAccount', 'kf2001@gh_demo'],
    ['kfAccount', 'test1@test'],
    ['kfAccount', '{{KfAccount}}'],
  ])('%s: %j', (field, value) => {
    expect(codes(field, value)).toEqual([])
  })

  it('of a mended value, unless something else is wrong with it', () => {
    expect(codes('token', ' ab ')).toEqual(['blank', 'token-not-allowed'])
    expect(codes('token', 'ab')).toEqual(['token-not-allowed'])
    expect(codes('aesKey', `${KEY}x= `)).toEqual(['blank', 'length'])
    expect(codes('aesKey', `${KEY}x`)).toEqual(['length'])
  })
})

describe('several values in a field', () => {
  it.each([
    ['a, b', ['a', 'b'], ['a', 'b']],
    ['a b', ['a', 'b'], ['a b']],
    [' a，b、c；d;e\nf ', ['a', 'b', 'c', 'd', 'e', 'f'], ['a', 'b', 'c', 'd', 'e', 'f']],
    ['a, a,', ['a'], ['a']],
    [' , ', [], []],
  ])('are told apart in %j', (text, openIds, scenes) => {
    expect(splitOpenIds(text)).toEqual(openIds)
    expect(splitScenes(text)).toEqual(scenes)
  })
})

describe('an empty key', () => {
  it.each<[Mode, string | undefined]>([
    ['plaintext', undefined],
    ['compatible', 'unusual'],
    ['safe', 'wrong'],
  ])('of an account in %s mode is %s', (mode, severity) => {
    const [note] = check('aesKey', '', mode)
    expect(note?.severity).toBe(severity)
    expect(check('previousAesKey', '', mode)).toEqual([])
    expect(check('aesKey', KEY, mode)).toEqual([])
    // The doctor says the same.
    if (note) expect(diagnoseEncodingAesKeys([''])[0]?.detail).toEqual(note.text)
  })
})

describe('a path', () => {
  const paths = [
    '/wx',
    '/.well-known/wx',
    '/wx/...',
    '/~me/a.b',
    '/..',
    '/.',
    '/wx/..',
    '/a/./b',
    '//wx',
    '/wx/',
    '/wx?a',
    '/wx#a',
    '/a b',
    '/微信',
    '/%2e%2e',
    '/',
  ]

  it.each(paths)('is taken only if a request can arrive at it: %s', (path) => {
    const { pathname, search, hash } = new URL(`http://host${path}`)
    const arrives = pathname === path && search === '' && hash === ''
    const taken = v.is(accountPathSchema, path)
    // A path with a slash at its end, or none but that, arrives; it is refused since tunnels and consoles differ in it.
    expect(taken).toBe(arrives && !/\/$|\/\//.test(path))
    expect(check('path', path).length > 0).toBe(!taken)
  })
})

describe('a value on its way', () => {
  it.each<[field: CheckedField, whole: string]>([
    ['token', 'mytoken'],
    ['aesKey', KEY],
    ['appId', APP_ID],
    ['originalId', ORIGINAL_ID],
    ['backendUrl', 'http://127.0.0.1:8080/wx'],
    ['kfAccount', 'kf2001@gh_demo'],
    ['openIds', OPEN_ID],
  ])('of %s is told apart from a mistake', (field, whole) => {
    for (let length = 1; length < whole.length; length++) {
      const loud = check(field, whole.slice(0, length)).filter(({ unfinished }) => !unfinished)
      expect(loud, whole.slice(0, length)).toEqual([])
    }
  })

  it.each<[field: CheckedField, value: string]>([
    ['token', '中'],
    ['aesKey', '-'],
    ['appId', '123'],
    ['originalId', 'wechat'],
    ['kfAccount', '小王'],
    ['openIds', 'gh_'],
  ])('of %s that no further letter can save is a mistake already: %j', (field, value) => {
    expect(check(field, value).filter(({ unfinished }) => !unfinished)).toHaveLength(1)
  })
})

it('a note quotes no secret', () => {
  for (const field of ['token', 'aesKey', 'previousAesKey'] as const)
    for (const value of [' secretvalue! ', `${KEY}!=`, SECRET, KEY, '"abcdefgh-"']) {
      const said = check(field, value).flatMap(({ text }) => [text.zh, text.en])
      for (const text of said) expect(text).not.toContain(value.trim().slice(0, 8))
    }
})
