/**
 * `npm start`: builds what is needed and opens the desktop window; if Electron cannot be fetched or cannot run, it says
 * so in one line and serves the same workbench to the browser. `--browser` asks for that directly.
 */
import { join } from 'node:path'
import type { Bilingual } from '../src-core/contract/text.ts'
import { pickLanguage } from '../src-main/terminal/language.ts'
import { build, isBuildStale } from './build.ts'
import { createChildren, waitFor } from './children.ts'
import type { Ending } from './children.ts'
import { findElectron, obtainElectron } from './electron-binary.ts'
import { describeMissing, findObstacle, findStartFailure } from './window-obstacles.ts'

const root = join(import.meta.dirname, '..')
const { env, platform } = process
const args = process.argv.slice(2)
const rest = args.filter((arg) => arg !== '--browser')
const language = pickLanguage(env)
const children = createChildren(process)

process.exitCode = await main()

/** People end it with Ctrl+C or SIGTERM, so both exit with 0. */
async function main(): Promise<number> {
  if (isBuildStale(root)) {
    say({ zh: '正在构建…', en: 'Building…' })
    const built = await build(root, children)
    if (children.interrupted()) return 0
    if (built.code !== 0) return 1
  }
  const ending = args.includes('--browser') ? await runBrowser() : await runDesktop()
  return children.interrupted() ? 0 : (ending.code ?? 1)
}

async function runDesktop(): Promise<Ending> {
  const obstacle = findObstacle({ platform, env, isRoot: process.getuid?.() === 0 })
  if (obstacle) return fallBack(obstacle)
  const onDownload = () => say({ zh: '正在下载 Electron…', en: 'Downloading Electron…' })
  const electron = findElectron(root, env) ?? (await obtainElectron(root, { children, env, onDownload }))
  if (!electron) return fallBack(describeMissing(env))
  const startedAt = performance.now()
  const ending = await run(electron, [root, ...rest])
  const failure = findStartFailure(ending, performance.now() - startedAt)
  return failure ? fallBack(failure) : ending
}

async function fallBack({ zh, en }: Bilingual): Promise<Ending> {
  if (children.interrupted()) return { code: 0, signal: null }
  say({ zh: `${zh}，改用浏览器打开调试台。`, en: `${en}; serving the workbench to the browser.` })
  return runBrowser()
}

function runBrowser(): Promise<Ending> {
  return run(process.execPath, [join(root, 'out', 'main', 'cli.js'), 'serve', ...rest])
}

function run(command: string, commandArgs: string[]): Promise<Ending> {
  if (children.interrupted()) return Promise.resolve({ code: 0, signal: null })
  return waitFor(children.start(command, commandArgs, { stdio: 'inherit' }))
}

function say(text: Bilingual): void {
  process.stdout.write(`${text[language]}\n`)
}
