#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import manifest from '../package.json' with { type: 'json' }
import type { Bilingual } from '../src-core/contract/text.ts'
import { parseOptions, UsageError } from './terminal/command.ts'
import type { Terminal, TerminalCommand } from './terminal/command.ts'
import { createUntilEnded } from './terminal/ending.ts'
import { pickLanguage } from './terminal/language.ts'
import { oneLine } from './terminal/one-line.ts'

/** Loaded when asked for: `sign` in a script should not wait for a server's modules. */
const commands: Record<string, () => Promise<TerminalCommand>> = {
  serve: async () => (await import('./terminal/serve.ts')).serveCommand,
  sign: async () => (await import('./terminal/sign.ts')).signCommand,
  decrypt: async () => (await import('./terminal/crypt.ts')).decryptCommand,
  encrypt: async () => (await import('./terminal/crypt.ts')).encryptCommand,
  'to-json': async () => (await import('./terminal/convert.ts')).toJsonCommand,
  'to-xml': async () => (await import('./terminal/convert.ts')).toXmlCommand,
  judge: async () => (await import('./terminal/judge.ts')).judgeCommand,
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
  if (name === undefined || isHelp(name) || name === 'help') {
    terminal.stdout.write(await describeUsage())
    return name === undefined ? 2 : 0
  }
  try {
    const command = Object.hasOwn(commands, name) ? await commands[name]?.() : undefined
    if (!command) throw new UsageError({ zh: `没有命令 ${name}`, en: `there is no command ${name}` })
    if (args.some(isHelp)) {
      terminal.stdout.write(`mpscope ${command.usage}\n`)
      return 0
    }
    return await command.run(parseOptions(command, args), terminal)
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

async function describeUsage(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()))
  const lines = all.map(({ usage, summary }) => `  ${usage}\n      ${summary[terminal.language]}\n`)
  const heading = terminal.language === 'zh' ? '用法：mpscope <命令>\n' : 'usage: mpscope <command>\n'
  return heading + lines.join('')
}

function isHelp(arg: string): boolean {
  return arg === '--help' || arg === '-h'
}

function createTerminal(): Terminal {
  // In the repo this file runs as it is; built, it lies in out/main.
  const isSource = import.meta.url.endsWith('.ts')
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    language: pickLanguage(process.env),
    untilEnded: createUntilEnded(process),
    version: manifest.version,
    // From src-main/ in the repo and from out/main/ once built.
    rendererDir: fileURLToPath(new URL(isSource ? '../out/renderer' : '../renderer', import.meta.url)),
    conversionWorker: new URL(
      isSource ? 'node/conversion-worker.ts' : 'conversion-worker.js',
      import.meta.url,
    ),
  }
}
