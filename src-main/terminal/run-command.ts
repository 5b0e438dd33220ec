import type { Bilingual } from '../../src-core/contract/text.ts'
import { parseOptions, UsageError } from './command.ts'
import type { Terminal, TerminalCommand } from './command.ts'
import { oneLine } from './one-line.ts'
import { findSecretOnCommandLine } from './secret-options.ts'

/** Loaded when asked for: `sign` in a script should not wait for a server's modules. */
const commands: Record<string, () => Promise<TerminalCommand>> = {
  serve: async () => (await import('./serve.ts')).serveCommand,
  sign: async () => (await import('./sign.ts')).signCommand,
  decrypt: async () => (await import('./crypt.ts')).decryptCommand,
  encrypt: async () => (await import('./crypt.ts')).encryptCommand,
  'to-json': async () => (await import('./convert.ts')).toJsonCommand,
  'to-xml': async () => (await import('./convert.ts')).toXmlCommand,
  judge: async () => (await import('./judge.ts')).judgeCommand,
  explain: async () => (await import('./explain.ts')).explainCommand,
  send: async () => (await import('./send.ts')).sendCommand,
}

/** What was typed after `mpscope`; resolves to the exit code: 0 = as asked, 1 = a check failed, 2 = wrong usage. */
export async function runCommand([name, ...args]: string[], terminal: Terminal): Promise<number> {
  if (name === '--version') {
    terminal.stdout.write(`${terminal.version}\n`)
    return 0
  }
  if (name === undefined || isHelp(name) || name === 'help') {
    terminal.stdout.write(await describeUsage(terminal))
    return name === undefined ? 2 : 0
  }
  try {
    const command = Object.hasOwn(commands, name) ? await commands[name]?.() : undefined
    if (!command) throw new UsageError({ zh: `没有命令 ${name}`, en: `there is no command ${name}` })
    if (args.some(isHelp)) {
      terminal.stdout.write(`mpscope ${command.usage}\n`)
      return 0
    }
    const values = parseOptions(command, args)
    if (findSecretOnCommandLine(values)) terminal.hideArguments(`mpscope ${name}`)
    return await command.run(values, terminal)
  } catch (error) {
    if (error instanceof UsageError) {
      const hint: Bilingual = { zh: '，用法见 mpscope --help', en: '; see mpscope --help' }
      terminal.stderr.write(`mpscope: ${oneLine(error.text[terminal.language])}${hint[terminal.language]}\n`)
      return 2
    }
    terminal.stderr.write(`mpscope: ${oneLine(error instanceof Error ? error.message : String(error))}\n`)
    return 1
  }
}

async function describeUsage({ language }: Terminal): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()))
  const lines = all.map(({ usage, summary }) => `  ${usage}\n      ${summary[language]}\n`)
  const heading = language === 'zh' ? '用法：mpscope <命令>\n' : 'usage: mpscope <command>\n'
  return heading + lines.join('')
}

function isHelp(arg: string): boolean {
  return arg === '--help' || arg === '-h'
}
