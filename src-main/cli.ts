#!/usr/bin/env node
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import manifest from '../package.json' with { type: 'json' }
import { findUpdateSource } from './host/update-source.ts'
import type { Terminal } from './terminal/terminal.ts'
import { createUntilEnded } from './terminal/ending.ts'
import { pickLanguage } from './terminal/language.ts'
import { runCommand } from './terminal/run-command.ts'

process.exitCode = await runCommand(process.argv.slice(2), createTerminal())

function createTerminal(): Terminal {
  // In the repo this file runs unbuilt; the built one is in out/main.
  const isSource = import.meta.url.endsWith('.ts')
  const updateSource = findUpdateSource(join(import.meta.dirname, isSource ? '..' : '../..'))
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    hideArguments(title) {
      process.title = title
    },
    language: pickLanguage(process.env),
    untilEnded: createUntilEnded(process, pickLanguage(process.env)),
    isScreen: process.stdout.isTTY,
    version: manifest.version,
    program: updateSource.kind === 'npm' ? 'npx mpscope' : undefined,
    updateSource,
    // From src-main/ in the repo and from out/main/ once built.
    rendererDir: fileURLToPath(new URL(isSource ? '../out/renderer' : '../renderer', import.meta.url)),
    findWorker: (name) => new URL(isSource ? `node/${name}.ts` : `${name}.js`, import.meta.url),
  }
}
