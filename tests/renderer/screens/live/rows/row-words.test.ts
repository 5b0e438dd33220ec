import { expect, it } from 'vitest'
import type { ExchangeSummary } from '../../../../../src-core/contract/exchange.ts'
import { wordsOf } from '../../../../../src-renderer/screens/live/rows/row-words.ts'

it.each<[string, Partial<ExchangeSummary>, [strong: string, more: string]]>([
  ['the user’s own words', { type: 'text', excerpt: '在吗' }, ['在吗', '']],
  ['a text without words', { type: 'text', excerpt: '' }, ['名称', '']],
  ['an event and its key', { type: 'event', event: 'CLICK', excerpt: 'V1001' }, ['名称', 'V1001']],
  ['an image, whose id is nobody’s words', { type: 'image', excerpt: 'http://a' }, ['名称', 'http://a']],
  ['a verification, without its digits', { type: null, excerpt: '4375120948345356249' }, ['名称', '']],
  ['a path of nobody', { type: null, account: null, path: '/.env', excerpt: '' }, ['名称', '/.env']],
  ['the address that we asked', { type: null, direction: 'out', excerpt: 'host/wx' }, ['名称', 'host/wx']],
])('%s', (_, change, [strong, more]) => {
  const exchange = { account: 'default', path: '/wx', event: null, ...change } as ExchangeSummary
  expect(wordsOf(exchange, '名称')).toMatchObject({ strong, more })
})
