import type { Bilingual } from '../../src-core/contract/text.ts'
import type { TerminalCommand } from './command.ts'
import { oneLine } from './one-line.ts'
import { refuseSurplus } from './read-arguments.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** Each command is loaded on demand, like the help: `sign` in a script should not wait for a server's modules. */
export const commands: Readonly<Record<string, () => Promise<TerminalCommand>>> = {
  serve: async () => (await import('./serve.ts')).serveCommand,
  sign: async () => (await import('./sign.ts')).signCommand,
  decrypt: async () => (await import('./decrypt.ts')).decryptCommand,
  encrypt: async () => (await import('./encrypt.ts')).encryptCommand,
  'to-json': async () => (await import('./convert.ts')).toJsonCommand,
  'to-xml': async () => (await import('./convert.ts')).toXmlCommand,
  judge: async () => (await import('./judge.ts')).judgeCommand,
  explain: async () => (await import('./explain.ts')).explainCommand,
  alarm: async () => (await import('./alarm.ts')).alarmCommand,
  send: async () => (await import('./send.ts')).sendCommand,
  replay: async () => (await import('./replay.ts')).replayCommand,
  find: async () => (await import('./find.ts')).findCommand,
  issues: async () => (await import('./issues.ts')).issuesCommand,
  compare: async () => (await import('./compare.ts')).compareCommand,
  export: async () => (await import('./export.ts')).exportCommand,
  import: async () => (await import('./import.ts')).importCommand,
  rehearse: async () => (await import('./rehearse.ts')).rehearseCommand,
  probe: async () => (await import('./probe.ts')).probeCommand,
  check: async () => (await import('./check.ts')).checkCommand,
}

/**
 * Runs the words that were typed after `mpscope`; without a command it starts the workbench. Resolves to the exit code:
 * 0 = as asked, 1 = a check failed, 2 = wrong usage.
 */
export async function runCommand(typed: string[], terminal: Terminal): Promise<number> {
  const [name = '', ...args] = isWithoutCommand(typed) ? await startWorkbench(typed, terminal) : typed
  const { stdout, stderr, language, version } = terminal
  if (name === '--version') {
    stdout.write(`${version}\n`)
    return 0
  }
  try {
    if (name === 'help' || isHelp(name)) {
      stdout.write(await help(args, language))
      return 0
    }
    if (!args.some(isHelp)) return await (await load(name)).run(args, terminal)
    stdout.write(await help([name], language))
    return 0
  } catch (error) {
    if (error instanceof UsageError) {
      const hint: Bilingual = { zh: '，用法见 mpscope --help', en: '; see mpscope --help' }
      stderr.write(`mpscope: ${oneLine(error.text[language])}${hint[language]}\n`)
      return 2
    }
    stderr.write(`mpscope: ${oneLine(error instanceof Error ? error.message : String(error))}\n`)
    return 1
  }
}

function isWithoutCommand([first]: string[]): boolean {
  return first === undefined || (first.startsWith('-') && first !== '--version' && !isHelp(first))
}

/**
 * Returns the words that `mpscope` alone stands for, with or without options: the workbench starts, and a person at this
 * machine sees it in the browser at once.
 */
async function startWorkbench(options: string[], { isScreen, env }: Terminal): Promise<string[]> {
  const { findOpener } = await import('./open-page.ts')
  const opens = isScreen && !options.includes('--no-control') && findOpener(process.platform, env) !== null
  return ['serve', ...(opens ? ['--open'] : []), ...options]
}

async function load(name: string): Promise<TerminalCommand> {
  const command = Object.hasOwn(commands, name) ? await commands[name]?.() : undefined
  if (command) return command
  throw new UsageError({ zh: `没有命令 ${name}`, en: `there is no command ${name}` })
}

async function help([name, surplus]: string[], language: Terminal['language']): Promise<string> {
  const { describeCommand, describeCommands } = await import('./help.ts')
  if (surplus !== undefined) refuseSurplus(surplus)
  if (name !== undefined && !isHelp(name)) return describeCommand((await load(name)).table, language)
  const all = await Promise.all(Object.values(commands).map((one) => one()))
  return describeCommands(
    all.map(({ table }) => table),
    language,
  )
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h'
}
