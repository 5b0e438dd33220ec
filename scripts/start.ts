/**
 * `npm start`: builds what is needed and opens the desktop window; where Electron cannot be had or cannot run, says
 * so in one line and serves the same workbench to the browser. `--browser` asks for that directly.
 */
import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { findElectron, obtainElectron } from './electron-binary.ts'

const root = join(import.meta.dirname, '..')
const args = process.argv.slice(2)
const rest = args.filter((arg) => arg !== '--browser')
const zh = /^zh/i.test(
  process.env['LC_ALL'] || process.env['LANG'] || Intl.DateTimeFormat().resolvedOptions().locale,
)

if (isBuildStale()) build()
process.exitCode = args.includes('--browser') ? await runBrowser() : await runDesktop()

async function runDesktop(): Promise<number> {
  const obstacle = findObstacle()
  if (obstacle) return fallBack(obstacle)
  const electron = findElectron(root) ?? (await obtainElectron(root))
  if (!electron) {
    return fallBack(
      zh
        ? '没有安装 Electron，也下载不到（可设置 ELECTRON_MIRROR 指定镜像）'
        : 'Electron is not installed and cannot be downloaded (ELECTRON_MIRROR may name a mirror)',
    )
  }
  const startedAt = performance.now()
  const code = await run(electron, [root, ...rest])
  // A window that never came (a missing library, no user namespaces) ends at once; one that was used ends later.
  if (code !== 0 && performance.now() - startedAt < 5000) {
    return fallBack(zh ? `Electron 启动失败（退出码 ${code}）` : `Electron did not start (exit code ${code})`)
  }
  return code
}

/** Why no window can be opened on this machine, known before Electron is fetched; null where nothing stands against it. */
function findObstacle(): string | null {
  if (process.platform !== 'linux') return null
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    return zh ? '这台机器没有图形界面' : 'This machine has no display'
  }
  if (process.getuid?.() === 0 && !process.env['ELECTRON_DISABLE_SANDBOX']) {
    return zh ? 'Electron 不能以 root 身份在沙箱里运行' : 'Electron cannot run sandboxed as root'
  }
  return null
}

function fallBack(reason: string): Promise<number> {
  process.stdout.write(
    zh ? `${reason}，改用浏览器打开调试台。\n` : `${reason}; serving the workbench to the browser.\n`,
  )
  return runBrowser()
}

function runBrowser(): Promise<number> {
  return run(process.execPath, [join(root, 'src-main', 'cli.ts'), 'serve', ...rest])
}

/** Resolves to the exit code. Signals reach the child by itself in a terminal, and are passed on from elsewhere. */
function run(command: string, commandArgs: string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, commandArgs, { stdio: 'inherit' })
    const passOn = (signal: NodeJS.Signals) => child.kill(signal)
    process.on('SIGINT', passOn)
    process.on('SIGTERM', passOn)
    child.once('error', () => resolve(1))
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

function build(): void {
  process.stdout.write(zh ? '正在构建…\n' : 'Building…\n')
  const built = spawnSync(
    process.execPath,
    [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn'],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  if (built.status !== 0) process.exit(built.status ?? 1)
}

function isBuildStale(): boolean {
  const builtAt = Math.min(
    ...['main/cli.js', 'main/index.js', 'preload/index.cjs', 'renderer/index.html'].map(timeOf),
  )
  const sources = ['src-core', 'src-main', 'src-renderer'].flatMap((dir) =>
    readdirSync(join(root, dir), { recursive: true, encoding: 'utf8' }).map((file) => join(dir, file)),
  )
  const changedAt = [...sources, 'package.json', 'electron.vite.config.ts'].map(
    (file) => statSync(join(root, file)).mtimeMs,
  )
  return builtAt < Math.max(...changedAt)
}

function timeOf(output: string): number {
  return statSync(join(root, 'out', output), { throwIfNoEntry: false })?.mtimeMs ?? 0
}
