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

/** It draws no windows, which saves a third of the processor's time of each test, and keeps no history. */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell'

const WHOLE_CHROMIUMS = [
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
  return firstOf([chromium.executablePath(), HEADLESS_SHELL, ...WHOLE_CHROMIUMS])
}

/** Finds a Chromium as users have it, for what the one without windows does in another way. */
export function findWholeChromium(): TestShell {
  return firstOf([chromium.executablePath(), ...WHOLE_CHROMIUMS])
}

/** Returns the first file that is there, or the one that was named by hand. */
function firstOf(files: string[]): TestShell {
  const named = process.env['MPSCOPE_CHROMIUM']
  const path = (named ? [named] : files).find((file) => existsSync(file))
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
