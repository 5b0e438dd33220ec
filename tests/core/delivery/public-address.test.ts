import { describe, expect, it } from 'vitest'
import { admitAddress } from '../../../src-core/delivery/public-address.ts'

const resolve = (host: string) =>
  Promise.resolve({
    v4: host === 'public.test' ? ['8.8.8.8'] : [],
    v6: [],
    system: { 'home.test': ['192.168.1.5'], 'both.test': ['127.0.0.1', '8.8.8.8'] }[host] ?? [],
    error: null,
  })

describe('an address', () => {
  it.each([
    'http://127.0.0.1:80/wx',
    'http://localhost/wx',
    'http://[::1]:1/',
    'http://10.1.2.3/',
    'http://100.64.0.1/',
    'http://[fd00::1]/',
    'http://home.test/',
    'http://2130706433/',
  ])('is near: %s', async (url) => {
    expect(await admitAddress(url, { resolve }, false)).toBe('near')
  })

  it.each([
    'http://8.8.8.8/',
    'http://[2001:4860::1]/',
    'http://public.test/',
    'http://both.test/',
    'http://198.18.0.1/',
  ])('is public, and refused unless it is meant: %s', async (url) => {
    await expect(admitAddress(url, { resolve }, false)).rejects.toMatchObject({ code: 'PUBLIC_ADDRESS' })
    expect(await admitAddress(url, { resolve }, true)).toBe('public')
  })

  it.each([true, false])('whose name leads nowhere is refused, meant (%s) or not', async (isMeant) => {
    const admitted = admitAddress('http://nobody.test/', { resolve }, isMeant)
    await expect(admitted).rejects.toMatchObject({ code: 'HOST_NOT_FOUND', details: { host: 'nobody.test' } })
  })
})
