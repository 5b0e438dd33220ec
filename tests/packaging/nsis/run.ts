/**
 * `npm run test:nsis`: compiles the installer for Windows with a small program in place of the app, looks at what is in
 * it, and, where Wine is, installs, installs over it, and removes it again. Ten seconds; a minute with Wine.
 *
 * Needs makensis and 7z (Debian: nsis, p7zip-full). Wine runs programs of 64 bits alone here (Debian: wine64), so that
 * the installer is built as one for this, with the same script.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { name, version } from '../../../packaging/project.ts'
import { makeInstaller } from '../../../packaging/windows/nsis.ts'
import { findMissing } from '../find-missing.ts'
import { waitUntil } from '../wait-until.ts'

const UNINSTALL_KEY = `HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\${name}`

const missing = findMissing({ makensis: 'nsis', '7z': 'p7zip-full' })
if (missing !== null) {
  console.error(missing)
  process.exit(2)
}
const folder = mkdtempSync(join(tmpdir(), 'mpscope-nsis-test-'))
const faults: string[] = []

try {
  const app = layOutDummy(join(folder, 'app'))
  checkContents(makeInstaller(app, folder))
  if (findWine() === null) console.log('not installed: Wine is missing (Debian: wine64)')
  else await checkInstalling(makeInstaller(app, folder, 'amd64-unicode'))
} finally {
  if (findWine() !== null) startWine(['wineboot', '--kill'])
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
for (const fault of faults) console.log(`  ✗ ${fault}`)
process.exitCode = faults.length > 0 ? 1 : 0

/** Not under a name that is the data's, too: what is left of either is seen. */
function layOutDummy(app: string): string {
  for (const path of ['locales', 'resources/deep']) mkdirSync(join(app, path), { recursive: true })
  writeFileSync(join(app, 'locales/zh-CN.pak'), 'a')
  writeFileSync(join(app, 'resources/deep/app.asar'), 'b')
  const program = join(app, `${name}.exe`)
  const command = findWine() === null ? null : join(wineEnv().WINEPREFIX, 'drive_c/windows/system32/cmd.exe')
  if (command !== null) {
    startWine(['wineboot', '--init'])
    // The installer wants Windows 10, which Wine is not unless it is told to.
    startWine(['reg', 'add', 'HKCU\\Software\\Wine', '/v', 'Version', '/d', 'win10', '/f'])
    copyFileSync(command, program)
  } else writeFileSync(program, createHead(0x8664))
  return app
}

/** As much of a program for Windows as says what processor it is for. */
function createHead(machine: number): Buffer {
  const head = Buffer.alloc(128)
  head.write('MZ', 'latin1')
  head.writeUInt32LE(64, 0x3c)
  head.write('PE\0\0', 64, 'latin1')
  head.writeUInt16LE(machine, 68)
  return head
}

function checkContents(installer: string): void {
  const list = execFileSync('7z', ['l', '-slt', installer], { encoding: 'utf8' })
  const files = [...list.matchAll(/^Path = (.*)$/gm)].map(([, path = '']) => path.replaceAll('\\', '/'))
  for (const file of [`${name}.exe`, 'locales/zh-CN.pak', 'resources/deep/app.asar', 'uninstall.exe']) {
    check(files.includes(file), `${file} is not in the installer`)
  }
  check(/^SubType = NSIS-3 Unicode/m.test(list), 'the installer is none of NSIS 3 in Unicode')
  console.log(`compiled: ${files.slice(1).join(', ')}`)
}

async function checkInstalling(installer: string): Promise<void> {
  const home = join(wineEnv().WINEPREFIX, 'drive_c/users', process.env['USER'] ?? 'root', 'AppData')
  const place = join(home, 'Local/Programs', name)
  const data = join(home, 'Roaming', name)
  const setup = join(wineEnv().WINEPREFIX, 'drive_c/setup.exe')
  copyFileSync(installer, setup)
  mkdirSync(data, { recursive: true })
  writeFileSync(join(data, 'settings.json'), '{}')

  check(startWine(['C:\\setup.exe', '/S']) === 0, 'it was not installed')
  check(existsSync(join(place, 'resources/deep/app.asar')), 'a file is missing after installing')
  check(readKey(UNINSTALL_KEY).includes(version), 'Windows does not know what is installed')
  check(readKey(`HKCU\\Software\\Classes\\.mpscope`).includes('mpscope.session'), 'nothing opens a session')
  check(
    findLinks(home).some((link) => link.includes(toUtf16(`${name}.exe`))),
    'the menu has no entry of it',
  )
  writeFileSync(join(place, 'resources/mine.txt'), '')

  const running = spawn(findWine()!, [join(place, `${name}.exe`), '/k'], {
    env: wineEnv(),
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  // Its first words: then it runs.
  await once(running.stdout, 'data')
  check(startWine(['C:\\setup.exe', '/S']) === 3, 'it was installed over a program that runs')
  check(existsSync(join(place, 'uninstall.exe')), 'what was installed is gone')
  running.stdin.end('exit\r\n')
  await once(running, 'exit')

  check(startWine(['C:\\setup.exe', '/S']) === 0, 'it was not installed over itself')
  check(existsSync(join(place, `${name}.exe`)), 'the program is gone after the update')
  // It goes on as a copy of itself, which removes it in the end.
  startWine([join(place, 'uninstall.exe'), '/S'])
  await waitUntil('The end of removing', () => (existsSync(join(place, 'uninstall.exe')) ? null : true))
  const left = readdirSync(place, { recursive: true, encoding: 'utf8' }).toSorted()
  check(String(left) === 'resources,resources/mine.txt', `left behind, or lost: ${left.join(' ')}`)
  check(readKey(UNINSTALL_KEY) === '', 'Windows still lists it')
  check(readKey('HKCU\\Software\\Classes\\mpscope.session') === '', 'the type is still there')
  check(findLinks(home).length === 0, 'the menu still has it')
  check(existsSync(join(data, 'settings.json')), 'the data is gone, and nobody asked for it')
  if (faults.length === 0) {
    console.log(
      'under Wine: installed, refused while it ran, installed again, removed; other files and the data stayed',
    )
  }
}

/** Returns what is in the menu's entries of ours. */
function findLinks(home: string): Buffer[] {
  const menu = join(home, 'Roaming/Microsoft/Windows/Start Menu/Programs')
  const links = readdirSync(menu).filter((file) => file.startsWith(name))
  return links.map((file) => readFileSync(join(menu, file)))
}

function toUtf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le')
}

/** Returns an empty text if it is not there. */
function readKey(key: string): string {
  const query = spawnSync(findWine()!, ['reg', 'query', key], { env: wineEnv(), encoding: 'utf8' })
  return query.status === 0 ? query.stdout : ''
}

/** Returns its exit code; null if it does not end. */
function startWine(args: string[]): number | null {
  return spawnSync(findWine()!, args, { env: wineEnv(), stdio: 'ignore', timeout: 120_000 }).status
}

function findWine(): string | null {
  const usual = '/usr/lib/wine/wine64'
  if (existsSync(usual)) return usual
  return spawnSync('wine64', ['--version']).error ? null : 'wine64'
}

/** A Windows of its own, without a browser and .NET, and without a word of what Wine has not. */
function wineEnv(): Record<string, string> & { WINEPREFIX: string } {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    WINEPREFIX: join(folder, 'wine'),
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'mscoree=;mshtml=',
    LC_ALL: 'C.UTF-8',
  }
}

function check(holds: boolean, fault: string): void {
  if (!holds) faults.push(fault)
}
