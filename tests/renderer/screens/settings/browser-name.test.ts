import { expect, it } from 'vitest'
import { nameBrowser } from '../../../../src-renderer/screens/settings/parts/browser-name.ts'

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)'

it.each([
  [`Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} Chrome/149.0.0.0 Safari/537.36`, 'Chrome 149.0.0.0'],
  [`Mozilla/5.0 (Windows NT 10.0) ${WEBKIT} Chrome/149.0.0.0 Safari/537.36 Edg/149.0.1.2`, 'Edge 149.0.1.2'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0', 'Firefox 150.0'],
  [
    `Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15`,
    'Safari 19.1',
  ],
  ['curl/8.0', 'curl/8.0'],
])('%s', (userAgent, name) => {
  expect(nameBrowser(userAgent)).toBe(name)
})
