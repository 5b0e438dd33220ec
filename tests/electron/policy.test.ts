import { describe, expect, it } from 'vitest'
import { ownAddress } from '../../src-main/electron/app-address.ts'
import { externalLink } from '../../src-main/electron/external-links.ts'
import { grantedPermissions, grantsPermission } from '../../src-main/electron/permissions.ts'

describe('grantsPermission', () => {
  const question = { permission: 'clipboard-sanitized-write', requester: 'app://mpscope/', isMainFrame: true }

  it('lets our page copy, and say that a message waits', () => {
    expect(grantsPermission(ownAddress, question)).toBe(true)
    expect(grantsPermission(ownAddress, { ...question, permission: 'notifications' })).toBe(true)
  })

  it.each([
    'clipboard-read',
    'media',
    'geolocation',
    'openExternal',
    'fileSystem',
    'hid',
    'serial',
    'usb',
    'fullscreen',
    'pointerLock',
    'unknown',
    'constructor',
  ])('refuses %s', (permission) => {
    expect(grantsPermission(ownAddress, { ...question, permission })).toBe(false)
  })

  it.each(['https://mpscope/', 'app://mpscope.evil/', 'null', ''])(
    'refuses %j what our page may',
    (requester) => {
      expect(grantsPermission(ownAddress, { ...question, requester })).toBe(false)
    },
  )

  it('refuses frames', () => {
    expect(grantsPermission(ownAddress, { ...question, isMainFrame: false })).toBe(false)
  })

  it('grants only what is listed here too, each for a reason', () => {
    expect([...grantedPermissions.keys()]).toEqual(['clipboard-sanitized-write', 'notifications'])
    for (const reason of grantedPermissions.values()) expect(reason).not.toBe('')
  })
})

describe('externalLink', () => {
  it('hands https on', () => {
    expect(externalLink('https://developers.weixin.qq.com/doc/')).toBe(
      'https://developers.weixin.qq.com/doc/',
    )
  })

  it.each([
    'http://developers.weixin.qq.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'smb://host/share',
    'ms-msdt:/id',
    'app://mpscope/',
    'https://developers.weixin.qq.com@evil.example/',
    'https://:word@evil.example/',
    `https://example.com/${'a'.repeat(2000)}`,
    'weixin.qq.com',
    '',
  ])('keeps %j in', (address) => {
    expect(externalLink(address)).toBeNull()
  })
})
