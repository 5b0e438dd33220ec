import { spawn, spawnSync } from 'node:child_process'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createEnvironment } from '../start-copy.ts'
import { cli } from './running-cli.ts'

const hasTerminal = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0

/** Opens an interactive shell on a terminal of its own, as util-linux's `script` makes it. */
function openTerminal() {
  const child = spawn('script', ['-qfec', 'bash --norc --noediting -i', '/dev/null'], {
    env: createEnvironment(),
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += String(chunk)
    child.emit('printed')
  })
  return {
    type: (text: string) => void child.stdin.write(text),
    /** Resolves with the next match, after those of earlier calls. */
    next: (pattern: RegExp) =>
      new Promise<RegExpExecArray>((resolve) => {
        const look = () => {
          const match = pattern.exec(output)
          if (!match) return
          child.off('printed', look)
          output = output.slice(match.index + match[0].length)
          resolve(match)
        }
        child.on('printed', look)
        look()
      }),
  }
}

describe.runIf(hasTerminal)('Enter on a terminal', () => {
  it('prints another link, and a job in the background leaves the terminal to its shell', async () => {
    const { type, next } = openTerminal()
    const link = /Workbench {2}http:\S+#ticket=(\S+)/
    type(`'${process.execPath}' '${cli}' serve --ephemeral --port 0 --control-port 0 &\n`)
    const [, first] = await next(link)
    await next(/Ctrl\+C/)
    // The system stops a background process that reads from the terminal.
    type('\n\necho here$((40 + 2))\n')
    await next(/here42/)
    type('jobs\n')
    await next(/\[1\]\+ +Running/)
    type('fg\n')
    await next(/cli\.\w+' serve/)
    type('\n')
    const [, second] = await next(link)
    expect(second).not.toBe(first)
    type('\u001a')
    await next(/Stopped/)
    type('fg\n\n')
    const [, third] = await next(link)
    expect(third).not.toBe(second)
    type('\u0003')
    await next(/[$#] $/)
    type('echo ended $?\n')
    expect((await next(/ended (\d+)\r?\n/))[1]).toBe('0')
  })
})
