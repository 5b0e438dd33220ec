import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { findElectron } from '../../scripts/electron-binary.ts'

/** A shell in which the journeys run, and why they cannot if it is missing. */
export interface TestShell {
  name: 'chromium' | 'electron'
  executablePath: string
  missing: string | null
}

/** The headless one comes first: it draws no windows, which saves a third of the processor's time of each test. */
const SYSTEM_CHROMIUMS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Looks at the machine; downloads nothing. */
export function findTestShells(): TestShell[] {
  return [findChromium(), findElectronShell()]
}

function findChromium(): TestShell {
  const named = process.env['MPSCOPE_CHROMIUM']
  const path = (named ? [named] : [chromium.executablePath(), ...SYSTEM_CHROMIUMS]).find((file) =>
    existsSync(file),
  )
  return { name: 'chromium', executablePath: path ?? '', missing: path ? null : 'Chromium is not installed' }
}

function findElectronShell(): TestShell {
  const path = findElectron(join(import.meta.dirname, '..', '..'))
  const hasDisplay =
    process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
  const missing = !path
    ? 'Electron is not installed'
    : !hasDisplay
      ? 'there is no display (try xvfb-run)'
      : null
  return { name: 'electron', executablePath: path ?? '', missing }
}
