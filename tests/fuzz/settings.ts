import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Target } from './fuzz.ts'
import { openFolder } from './kept-folder.ts'
import { mutate } from './mutate.ts'
import { damageJson } from './odd-json.ts'
import type { Json } from './odd-json.ts'

interface SettingsInput {
  /** The bytes of settings.json in Base64. */
  bytes: string
}

const REPLY: Json = { type: 'text', content: '{{1}} {{Content}}' }
const RULE: Json = {
  id: 'r',
  name: 'r',
  enabled: true,
  match: { text: { how: 'regex', value: '(f)(u+).*' } },
  reply: REPLY,
  delayMs: 0,
  fault: 'none',
}

/** As schema 1 has them. */
const SETTINGS: Json = {
  version: 1,
  accounts: ['default', 'second'].map((id, index) => ({
    id,
    name: id,
    originalId: 'gh_fuzz00000001',
    appId: 'wx0123456789abcdef',
    mode: 'plaintext',
    path: index === 0 ? '/wx' : '/wx/2',
    policy: { kind: 'fixed', reply: { type: 'success' } },
    rules: [RULE],
    backends: [
      {
        id: 'b',
        name: 'b',
        url: 'http://127.0.0.1:1/x',
        copies: false,
        takes: { senders: ['oFuzz'], scenes: ['1'], guard: true },
      },
    ],
    publicUrl: '',
    duplicates: 'again',
    milestones: {},
  })),
  tokens: { default: { box: 'file', sealed: 'fuzzToken' }, second: { box: 'file', sealed: 'fuzzToken2' } },
  aesKeys: { default: { box: 'file', sealed: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' } },
  previousAesKeys: {},
  preferences: { language: 'system', theme: 'system' },
  templates: [{ id: 't', name: 't', draft: REPLY }],
}

/**
 * A settings file with something wrong in it: the workbench starts and answers, everything it took is there, everything
 * it did not take lies beside it byte for byte, and later changes are kept.
 */
export const settingsTarget: Target<SettingsInput> = {
  name: 'settings',
  atOnce: 4,
  createInput(random) {
    const value = random.percent(60) ? damageJson(SETTINGS, random) : SETTINGS
    const bytes = Buffer.from(JSON.stringify(value, null, 2))
    const damaged = random.percent(50) ? mutate(bytes, random, WORDS) : bytes
    return { bytes: damaged.toString('base64') }
  },
  async open(folder) {
    return {
      try: ({ bytes }) => trySettings(mkdtempSync(join(folder, 'settings-')), Buffer.from(bytes, 'base64')),
      check: async () => {},
      finish: async () => {},
      residentMb: () => Math.round(process.memoryUsage.rss() / 2 ** 20),
      close: async () => {},
    }
  },
}

const WORDS = [
  '{',
  '}',
  '[',
  ']',
  ',',
  '"',
  ':',
  'null',
  '\\u0000',
  '\u0000',
  '\ufeff',
  '"__proto__":{},',
  ' ',
]

async function trySettings(folder: string, bytes: Buffer): Promise<void> {
  writeFileSync(join(folder, 'settings.json'), bytes)
  const first = await openFolder(folder)
  try {
    const { accounts, templates } = await first.call('workbench.snapshot', {})
    if (!isKeptAside(folder, bytes)) refuseLoss(bytes, accounts.length, templates.length)
    if (accounts[0]!.secrets.token !== null) await first.deliver('1')
    await first.call('template.save', { name: 'after', draft: { type: 'success' } })
  } finally {
    await first.close()
  }
  const second = await openFolder(folder)
  try {
    const { templates } = await second.call('workbench.snapshot', {})
    if (!templates.some(({ name }) => name === 'after')) throw new Error('a saved template is gone')
  } finally {
    await second.close()
  }
  rmSync(folder, { recursive: true })
}

function isKeptAside(folder: string, bytes: Buffer): boolean {
  const copies = readdirSync(folder).filter((name) => name.startsWith('settings.json.'))
  return copies.some((name) => readFileSync(join(folder, name)).equals(bytes))
}

function refuseLoss(bytes: Buffer, accounts: number, templates: number): void {
  const given = readGiven(bytes)
  if (accounts !== given?.accounts.length || templates !== (given.templates ?? []).length)
    throw new Error('of the settings not all is there, and the file is not kept beside them')
}

function readGiven(bytes: Buffer): { accounts: unknown[]; templates?: unknown[] } | null {
  try {
    return JSON.parse(bytes.toString()) as { accounts: unknown[]; templates?: unknown[] }
  } catch {
    return null
  }
}
