import { describe, expect, it } from 'vitest'
import { createSecretBox } from '../../src-main/electron/secrets.ts'

/** Replaces Electron's storage; not a cipher, only a text that differs from the plain one. */
function storage(available: boolean, backend: 'basic_text' | 'unknown' | 'gnome_libsecret') {
  return {
    isEncryptionAvailable: () => available,
    getSelectedStorageBackend: () => backend,
    encryptString: (plain: string) => Buffer.from(plain, 'utf16le').reverse(),
    decryptString: (sealed: Buffer) => Buffer.from(sealed).reverse().toString('utf16le'),
  }
}

describe('createSecretBox', () => {
  it('opens what it has sealed', () => {
    const box = createSecretBox(storage(true, 'gnome_libsecret'), 'linux')
    expect(box?.kind).toBe('keychain')
    const sealed = box?.seal('令牌 token') ?? ''
    expect(sealed).toMatch(/^[A-Za-z0-9+/]+=*$/)
    expect(box?.open(sealed)).toBe('令牌 token')
  })

  it('asks only Linux which keyring there is', () => {
    expect(createSecretBox(storage(true, 'unknown'), 'darwin')?.kind).toBe('keychain')
  })

  it.each([
    ['nothing is available', false, 'gnome_libsecret', 'linux'],
    ['nothing is available', false, 'unknown', 'darwin'],
    ['the key is everybody’s', true, 'basic_text', 'linux'],
    ['the app is not ready', true, 'unknown', 'linux'],
  ] as const)('is none where %s (%s, %s, %s)', (_why, available, backend, platform) => {
    expect(createSecretBox(storage(available, backend), platform)).toBeUndefined()
  })
})
