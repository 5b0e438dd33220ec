import type { SafeStorage } from 'electron'
import type { SecretBox } from '../../src-core/ports.ts'

/**
 * Returns the operating system's keychain as a box for tokens and keys, or undefined if there is none; then they go
 * into the settings file, and the screen says so. Must not be called before the app is ready.
 *
 * On Linux without a keyring Chromium encrypts with a key that is the same on every machine (`basic_text`) and calls
 * that available. It protects from nothing, so it does not count.
 *
 * Newer Electrons deprecate these three methods in favour of ones that return promises. The port is synchronous because
 * settings are written all or nothing, and the promises do not exist in older Electrons; each kind opens what the other
 * has sealed, so that changing over later loses nothing.
 */
export function createSecretBox(
  storage: Pick<
    SafeStorage,
    'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
  >,
  platform: NodeJS.Platform,
): SecretBox | undefined {
  if (!storage.isEncryptionAvailable()) return undefined
  if (platform === 'linux' && !isKeyring(storage.getSelectedStorageBackend())) return undefined
  return {
    kind: 'keychain',
    seal: (plain) => storage.encryptString(plain).toString('base64'),
    open: (sealed) => storage.decryptString(Buffer.from(sealed, 'base64')),
  }
}

function isKeyring(backend: string): boolean {
  return backend !== 'basic_text' && backend !== 'unknown'
}
