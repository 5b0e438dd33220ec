/**
 * `npm run test:deb [-- --deb FILE | --app DIR]`: installs the Debian package, starts it as an ordinary user with
 * Chromium's sandbox, takes a picture of its first window, removes it, and compares the system with what it was. Makes
 * the package first unless it is given one. About 2 minutes; everything is undone when it fails, too.
 *
 * Needs root on Debian or Ubuntu, for installing, and the programs in `PROGRAMS`.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { SESSION_FILE } from '../../../packaging/desktop/product.ts'
import { isElf } from '../../../packaging/linux/binary.ts'
import { LIBRARIES } from '../../../packaging/linux/debian-files.ts'
import { dist, name, root } from '../../../packaging/project.ts'
import { end, openScreen, startAs, waitForPicture } from './app.ts'
import type { User } from './app.ts'
import { findMissing } from '../find-missing.ts'
import { encodePng } from './picture.ts'
import { describeProcess, listProcesses } from './processes.ts'
import type { ProcessState } from './processes.ts'
import { compareTraces, takeTraces } from './traces.ts'

/** By program: the package of Debian that has it. */
const PROGRAMS: Record<string, string> = {
  'dpkg-shlibdeps': 'dpkg-dev',
  'desktop-file-validate': 'desktop-file-utils',
  'update-mime-database': 'shared-mime-info',
  lintian: 'lintian',
  Xvfb: 'xvfb',
  xwininfo: 'x11-utils',
}

const HOME = `/usr/lib/${name}`
const USER = 'mpscope-deb-test'
/** For each program that is called. */
const LIMIT_MS = 5 * 60_000

/**
 * How Chromium gets its namespaces: from the kernel, or from the helper of the package; first as this system has it, then
 * as one where no program may ask the kernel.
 */
const SANDBOXES = [
  { sandbox: givesNamespaces() ? 'namespaces' : 'helper', switches: [], language: 'zh_CN' },
  { sandbox: 'helper', switches: ['--disable-namespace-sandbox'], language: 'en_US' },
]

const faults: string[] = []

const { values } = parseArgs({ options: { deb: { type: 'string' }, app: { type: 'string' } } })
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    cleanUp()
    process.exit(3)
  })
}
process.exitCode = findObstacle() ?? (await runAll(values.deb ?? makePackage(values.app)))

/** Returns the exit code if nothing can be tried here, and says why; else null. */
function findObstacle(): number | null {
  const obstacle =
    process.getuid?.() !== 0
      ? 'This test installs a package, which only root can'
      : isInstalled()
        ? `${name} is installed here already, and the test would remove it`
        : findMissing(PROGRAMS)
  if (obstacle !== null) console.error(obstacle)
  return obstacle === null ? null : 2
}

function makePackage(app: string | undefined): string {
  const args = ['deb', '--quick', ...(app === undefined ? [] : ['--app', app])]
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'packaging/run.ts'), ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    // The maintainer's address is that of whoever releases; without one, lintian would find that it is none.
    env: { ...process.env, GITHUB_REPOSITORY: process.env['GITHUB_REPOSITORY'] ?? 'example/mpscope' },
  })
  // It has said why.
  if (status !== 0) process.exit(1)
  return join(root, stdout.trim().split('\n').at(-1)!)
}

async function runAll(deb: string): Promise<number> {
  run('lintian', ['--fail-on', 'error,warning', '--tag-display-limit', '0', deb])
  // What it needs is no trace of it.
  run('apt-get', [
    'satisfy',
    '--yes',
    '--quiet=2',
    '--no-install-recommends',
    run('dpkg-deb', ['--field', deb, 'Depends']),
  ])
  const user = addUser()
  const before = takeTraces()
  try {
    run('dpkg', ['--install', deb])
    checkFiles()
    for (const way of SANDBOXES) await checkWindow(user, way)
  } catch (error) {
    faults.push(error instanceof Error ? error.message : String(error))
  } finally {
    if (isInstalled()) run('dpkg', ['--purge', name])
    faults.push(...compareTraces(before, takeTraces()))
    check(existsSync(join(user.home, '.config', name)), 'the data in the user’s home was removed')
    cleanUp()
  }
  if (faults.length === 0) console.log('removed: as before in every file; the data in the user’s home stayed')
  for (const fault of faults) console.log(`  ✗ ${fault}`)
  return faults.length > 0 ? 1 : 0
}

/** What is installed is whole, known to the desktop, and asks for the libraries that its programs are linked to. */
function checkFiles(): void {
  check(run('dpkg', ['--verify', name]) === '', 'a file is not as md5sums says')
  const helper = statSync(`${HOME}/chrome-sandbox`)
  check(
    helper.uid === 0 && (helper.mode & 0o7777) === 0o4755,
    'chrome-sandbox is not root’s with the mode 4755',
  )
  const entry = `/usr/share/applications/${name}.desktop`
  const complaint = spawnSync('desktop-file-validate', [entry], { encoding: 'utf8' }).stdout
  check(complaint === '', complaint)
  const types = readFileSync('/usr/share/mime/globs2', 'utf8')
  check(
    types.includes(`${SESSION_FILE.mimeType}:*.${SESSION_FILE.extension}`),
    'the system does not know the type',
  )
  const openers = readFileSync('/usr/share/applications/mimeinfo.cache', 'utf8')
  check(openers.includes(`${SESSION_FILE.mimeType}=${name}.desktop`), 'nothing opens the type')
  const needed = findNeededLibraries()
  check(String(needed) === String(LIBRARIES), `LIBRARIES of debian-files.ts has to be: ${needed.join(' ')}`)
  console.log(`installed: ${run('dpkg-query', ['-W', '-f', '${Version}, ${Installed-Size} KiB', name])}`)
}

/** Ubuntu 24.04 and Debian 13 add `t64` to the names. */
function findNeededLibraries(): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'mpscope-deb-'))
  try {
    mkdirSync(join(folder, 'debian'))
    writeFileSync(join(folder, 'debian/control'), `Source: ${name}\n\nPackage: ${name}\nArchitecture: any\n`)
    const programs = readdirSync(HOME).map((file) => join(HOME, file))
    const args = [
      '-O',
      '--ignore-missing-info',
      `-l${HOME}`,
      ...programs.filter((file) => statSync(file).isFile() && isElf(file)),
    ]
    const said = execFileSync('dpkg-shlibdeps', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
    const names = said.replace('shlibs:Depends=', '').trim().split(', ')
    return names
      .map((one) => one.split(' ')[0]!.replace(/t64$/, ''))
      .filter((one) => one !== 'libc6')
      .toSorted()
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function checkWindow(
  user: User,
  { sandbox, switches, language }: (typeof SANDBOXES)[number],
): Promise<void> {
  const screen = await openScreen(user)
  const env = { DISPLAY: screen.display, LANGUAGE: language, LANG: 'C.UTF-8' }
  const app = startAs(user, [name, ...switches], env)
  try {
    const picture = join(dist, 'pictures', `deb-${language}.png`)
    mkdirSync(dirname(picture), { recursive: true })
    writeFileSync(picture, encodePng(await waitForPicture(screen)))
    const windows = run('xwininfo', ['-root', '-tree', '-display', screen.display])
    check(windows.includes(`("${name}" "${name}")`), 'the window’s class is not that of StartupWMClass')
    const processes = listProcesses(user.uid).filter(({ command }) => !command.startsWith('Xvfb'))
    console.log(
      [`sandbox by ${sandbox}, ${relative(root, picture)}:`, ...processes.map(describeProcess)].join('\n'),
    )
    checkSandbox(sandbox, processes)
  } finally {
    await end(app)
    await screen.close()
  }
  const left = listProcesses(user.uid)
  check(left.length === 0, `still running: ${left.map(({ command }) => command).join('; ')}`)
}

function checkSandbox(sandbox: string, processes: ProcessState[]): void {
  const renderers = processes.filter(({ command }) => command.includes('--type=renderer'))
  check(renderers.length > 0, 'there is no renderer')
  check(!processes.some(({ command }) => command.includes('--no-sandbox')), 'the sandbox is off')
  const byHelper = processes.some(({ command }) => command.startsWith(`${HOME}/chrome-sandbox`))
  check(byHelper === (sandbox === 'helper'), `the helper was ${byHelper ? '' : 'not '}used for ${sandbox}`)
  const expected = sandbox === 'helper' ? 'pid net' : 'user pid net'
  for (const { pid, status, ownNamespaces } of renderers) {
    check(status['Seccomp'] === '2', `the renderer ${pid} may call all of the kernel`)
    check(status['NoNewPrivs'] === '1', `the renderer ${pid} may get new rights`)
    check(
      ownNamespaces.join(' ') === expected,
      `the renderer ${pid} has its own ${ownNamespaces.join(' ')}, not ${expected}`,
    )
  }
}

/** Ubuntu 24.04 gives them to programs with a profile of AppArmor alone, and some administrators to none. */
function givesNamespaces(): boolean {
  function read(setting: string): string | null {
    const file = join('/proc/sys', setting)
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : null
  }
  return (
    read('kernel/apparmor_restrict_unprivileged_userns') !== '1' &&
    read('kernel/unprivileged_userns_clone') !== '0' &&
    read('user/max_user_namespaces') !== '0'
  )
}

function cleanUp(): void {
  if (isInstalled()) spawnSync('dpkg', ['--purge', name])
  const uid = Number(spawnSync('id', ['-u', USER], { encoding: 'utf8' }).stdout)
  for (const { pid } of uid > 0 ? listProcesses(uid) : []) process.kill(pid, 'SIGKILL')
  spawnSync('userdel', ['--force', '--remove', USER])
}

function addUser(): User {
  run('useradd', ['--create-home', '--shell', '/usr/sbin/nologin', USER])
  return { name: USER, uid: Number(run('id', ['-u', USER])), home: `/home/${USER}` }
}

function isInstalled(): boolean {
  return spawnSync('dpkg-query', ['-W', name]).status === 0
}

function check(holds: boolean, fault: string): void {
  if (!holds) faults.push(fault)
}

/** Returns what it says; throws with what it complains of. */
function run(command: string, args: string[]): string {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return execFileSync(command, args, { env, encoding: 'utf8', timeout: LIMIT_MS }).trim()
}
