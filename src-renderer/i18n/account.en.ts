import type { Messages } from './zh.ts'

export const account: Messages['account'] = {
  title: 'Account',
  list: 'Accounts',
  create: 'New account',
  remove: 'Remove account',
  removeWhy:
    'Its history stays; its path answers 404 from then on. It can be undone until the workbench ends.',
  last: 'There has to be one account.',
  saved: 'Saved',
  name: 'Name',
  path: 'Path',
  pathHint: 'Where WeChat sends requests: letters, digits and . _ ~ -',
  token: 'Token',
  tokenHint: 'The same as in the WeChat console: 3–32 letters or digits',
  originalId: 'Original ID',
  originalIdHint: 'Starts with gh_; may be left empty',
  appId: 'AppID',
  appIdHint: 'Starts with wx; may be left empty',
  mode: 'Encryption mode',
  aesKey: 'EncodingAESKey',
  aesKeyHint: 'The same as in the WeChat console: 43 letters or digits',
  generateKey: 'Generate a new key',
  previousAesKey: 'Previous EncodingAESKey',
  previousAesKeyHint: 'After a change of keys: messages made with the old one can still be read',
  show: 'Show {secret}',
  hide: 'Hide {secret}',
  secrets: {
    keychain: "Token and keys are stored in the system's keychain.",
    file: 'Token and keys are stored as plain text in the settings file, which only you can read (0600).',
    memory: 'Token and keys are in memory only and are gone when this closes.',
  },
  wrong: {
    name: '1 to 64 characters, please',
    path: 'A path looks like /wx or /wx/shop',
    pathTaken: 'Another account has the path {path}',
    token: '1 to 256 characters, please',
    originalId: '64 characters at most',
    appId: '64 characters at most',
    mode: 'There is no such mode',
    aesKey: '256 characters at most',
    previousAesKey: '256 characters at most',
    content: 'The text to reply, 20,000 characters at most',
  },
}

export const mode: Messages['mode'] = { plaintext: 'Plaintext', compatible: 'Compatible', safe: 'Safe' }
