/**
 * `npm run test:package`: makes the desktop for this computer, unpacked and as tar.gz, from the Electron of
 * `MPSCOPE_ELECTRON`, and uses both as a person would: they are what people get, with no debugger to look into them by.
 * Linux only; `xvfb-run -a dbus-run-session -- npm run test:package` does it where there is no desktop. On Debian:
 * `apt-get install xvfb xauth dbus xdotool xclip python3 python3-gi gir1.2-atspi-2.0 at-spi2-core`.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { archiveApp } from '../../../packaging/desktop/archive.ts'
import { packDesktop } from '../../../packaging/desktop/build.ts'
import { isTold } from '../../../packaging/project.ts'
import { checkLocks } from './locks.ts'
import { answerByHand, firstMinute, otherProcesses, savedSession, verification } from './journeys.ts'
import { WatchedWindow } from './watched-window.ts'
import { prepareByHand } from '../../e2e/compose-page.ts'
import { findMissing } from '../find-missing.ts'

/** What `accessibility.py` begins with. */
const READER = 'import gi; gi.require_version("Atspi", "2.0"); from gi.repository import Atspi'

const obstacle = findObstacle()
if (obstacle !== null) {
  console.error(obstacle)
  process.exit(2)
}
const folder = mkdtempSync(join(tmpdir(), 'mpscope-package-'))
const began = performance.now()
let faults = 0

try {
  const [app = ''] = (await packDesktop(['dir'])).folders
  const unpacked = join(app, 'mpscope')
  say('made, unpacked')
  await check('refuses debuggers, and runs nothing but its archive', () => checkLocks(unpacked, folder))
  await use(unpacked, join(folder, 'data'), {
    'journey 1: the first minute': firstMinute,
    'journey 2: verification': verification,
    'a saved session opens in the window that is there': (window, data) =>
      savedSession(window, unpacked, data),
    'workers and the generator of a burst start from inside the archive': otherProcesses,
  })

  const archive = await archiveApp(app)
  say(`made, as tar.gz of ${(statSync(archive).size / 1e6).toFixed(1)} MB`)
  execFileSync('tar', ['-xzf', archive, '-C', folder])
  const [inside = ''] = readdirSync(folder).filter((name) => name.startsWith('mpscope-'))
  const data = mkdtempSync(join(folder, 'by-hand-'))
  prepareByHand(data)
  await use(join(folder, inside, 'mpscope'), data, { 'journey 3: a reply by hand': answerByHand })
} catch (error) {
  if (!isTold(error)) throw error
  console.error(error.message)
  faults++
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
process.exitCode = faults > 0 ? 1 : 0

type Journey = (window: WatchedWindow, data: string) => Promise<void>

/** Returns why nothing can be tried here, and what to do about it, in one line; null if it can. */
function findObstacle(): string | null {
  const missing = findMissing({ xdotool: 'xdotool', xclip: 'xclip', '/usr/bin/python3': 'python3' })
  if (missing !== null) return missing
  const { status } = spawnSync('/usr/bin/python3', ['-c', READER], { stdio: 'ignore' })
  if (status !== 0) return 'Something is missing: apt-get install python3-gi gir1.2-atspi-2.0 at-spi2-core'
  const { DISPLAY, DBUS_SESSION_BUS_ADDRESS } = process.env
  if (DISPLAY && DBUS_SESSION_BUS_ADDRESS) return null
  return 'There is no desktop here: xvfb-run -a dbus-run-session -- npm run test:package'
}

/** Starts a program, and goes through the journeys in it, one after the other. */
async function use(executable: string, data: string, journeys: Record<string, Journey>): Promise<void> {
  const startedAt = performance.now()
  const window = new WatchedWindow(executable, data)
  try {
    await check('starts', () => window.isReady())
    say(`ready after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
    for (const [name, journey] of Object.entries(journeys)) await check(name, () => journey(window, data))
    const picture = process.env['MPSCOPE_PICTURE']
    if (picture) window.photograph(picture)
  } finally {
    await check('ends well', async () => {
      const code = await window.end()
      if (code !== 0) throw new Error(`exit code ${code}`)
    })
  }
}

async function check(name: string, act: () => Promise<unknown>): Promise<void> {
  try {
    await act()
    console.log(`ok   ${name}`)
  } catch (error) {
    faults++
    console.log(`FAIL ${name}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function say(text: string): void {
  console.log(`     ${text} (${((performance.now() - began) / 1000).toFixed(0)} s since the beginning)`)
}
