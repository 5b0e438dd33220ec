import { fileURLToPath } from 'node:url'
import manifest from '../package.json' with { type: 'json' }
import type { Bilingual } from '../src-core/contract/text.ts'
import { parseOptions, UsageError } from './terminal/command.ts'
import type { Terminal, TerminalCommand } from './terminal/command.ts'

/** Loaded when asked for: `sign` in a script should not wait for a server's modules. */
const commands: Record<string, () => Promise<TerminalCommand>> = {
  serve: async () => (await import('./terminal/serve.ts')).serveCommand,
  sign: async () => (await import('./terminal/sign.ts')).signCommand,
  'to-json': async () => (await import('./terminal/convert.ts')).toJsonCommand,
  'to-xml': async () => (await import('./terminal/convert.ts')).toXmlCommand,
  send: async () => (await import('./terminal/send.ts')).sendCommand,
}

const terminal = createTerminal()
process.exitCode = await main(process.argv.slice(2))

/** 0 = as asked, 1 = a check failed, 2 = wrong usage. */
async function main([name, ...args]: string[]): Promise<number> {
  if (name === '--version') {
    terminal.stdout.write(`${terminal.version}\n`)
    return 0
  }
  if (name === undefined || name === '--help' || name === 'help') {
    terminal.stdout.write(await describeUsage())
    return name === undefined ? 2 : 0
  }
  try {
    const command = Object.hasOwn(commands, name) ? await commands[name]?.() : undefined
    if (!command) throw new UsageError({ zh: `没有命令 ${name}`, en: `there is no command ${name}` })
    if (args.includes('--help')) {
      terminal.stdout.write(`mpscope ${command.usage}\n`)
      return 0
    }
    return await command.run(parseOptions(command, args), terminal)
  } catch (error) {
    if (error instanceof UsageError) {
      const hint: Bilingual = { zh: '，用法见 mpscope --help', en: '; see mpscope --help' }
      terminal.stderr.write(`mpscope: ${error.text[terminal.language]}${hint[terminal.language]}\n`)
      return 2
    }
    terminal.stderr.write(`mpscope: ${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
}

async function describeUsage(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()))
  const lines = all.map(({ usage, summary }) => `  ${usage}\n      ${summary[terminal.language]}\n`)
  const heading = terminal.language === 'zh' ? '用法：mpscope <命令>\n' : 'usage: mpscope <command>\n'
  return heading + lines.join('')
}

function createTerminal(): Terminal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort())
  // A reader that has gone (`| head`) ends us as Ctrl+C would, without a stack trace.
  process.stdout.on('error', () => controller.abort())
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    language: pickLanguage(process.env),
    signal: controller.signal,
    version: manifest.version,
    // From src-main/ in the repo and from out/main/ once built.
    rendererDir: fileURLToPath(
      new URL(import.meta.url.includes('/src-main/') ? '../out/renderer' : '../renderer', import.meta.url),
    ),
  }
}

/** By the POSIX order of the locale variables. */
function pickLanguage(env: NodeJS.ProcessEnv): keyof Bilingual {
  const locale =
    env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || Intl.DateTimeFormat().resolvedOptions().locale
  return /^zh/i.test(locale) ? 'zh' : 'en'
}
