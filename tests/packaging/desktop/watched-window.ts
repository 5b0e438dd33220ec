import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess, ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { zh } from '../../../src-renderer/i18n/zh.ts'
import { SANDBOX_SWITCH } from '../../e2e/shells.ts'

/** As `accessibility.py` prints it. */
interface Thing {
  role: string
  name: string
  text: string
  focused: boolean
  place: [x: number, y: number, width: number, height: number] | null
  inside: Thing[]
}

/** What is looked for: a thing of this role whose name, or whose text if it has no name, is or has this. */
export interface Wanted {
  role: string
  name?: string | RegExp
  /** Only inside of the first that is this. */
  within?: Wanted
}

const PATIENCE_MS = 15_000
const PAUSE_MS = 100

/**
 * A window of the packaged program, which nobody can look into: its debugger is off. It is read as a screen reader reads
 * it, and used with mouse and keyboard. Needs a display, a session bus, and Debian's `xdotool`, `python3-gi`,
 * `gir1.2-atspi-2.0` and `at-spi2-core`.
 */
export class WatchedWindow {
  readonly program: ChildProcess
  /** With which it was started. */
  readonly args: readonly string[]
  private readonly reader: ChildProcessWithoutNullStreams
  private readonly lines: AsyncIterator<string>

  constructor(executable: string, data: string) {
    const asked = [
      '--lang=zh-CN',
      '--disable-gpu',
      '--force-renderer-accessibility',
      '--data',
      data,
      '--port',
      '0',
    ]
    this.args = [...SANDBOX_SWITCH, ...asked]
    this.reader = spawn('/usr/bin/python3', ['-W', 'ignore', join(import.meta.dirname, 'accessibility.py')])
    this.lines = createInterface({ input: this.reader.stdout })[Symbol.asyncIterator]()
    this.program = spawn(executable, this.args, {
      stdio: 'ignore',
      env: { ...process.env, LANGUAGE: 'zh_CN', ACCESSIBILITY_ENABLED: '1' },
    })
  }

  async isReady(): Promise<void> {
    await this.find({ role: 'push button', name: zh.strip.send })
  }

  /** Ends the program as the menu's last entry does, and resolves with its exit code. */
  async end(): Promise<number | null> {
    const { exitCode } = this.program
    const exited = exitCode === null ? once(this.program, 'exit') : [exitCode]
    this.program.kill('SIGTERM')
    const [code] = (await exited) as [number | null]
    this.reader.kill()
    return code
  }

  private async look(): Promise<Thing | null> {
    this.reader.stdin.write('mpscope\n')
    return JSON.parse((await this.lines.next()).value as string) as Thing | null
  }

  /** Resolves with what is looked for as soon as it is there and is as it has to be. Rejects with what there is instead. */
  async find(wanted: Wanted, isRight: (thing: Thing) => boolean = () => true): Promise<Thing> {
    const until = performance.now() + PATIENCE_MS
    for (;;) {
      const shown = await this.look()
      const found = shown && findIn(shown, wanted)
      if (found && isRight(found)) return found
      if (this.program.exitCode !== null) throw new Error(`the program ended with ${this.program.exitCode}`)
      if (performance.now() > until)
        throw new Error(
          `no ${describe(wanted)} as wanted; there is: ${found ? textIn(found) : shown && textIn(shown)}`,
        )
      await pause(PAUSE_MS)
    }
  }

  /** Resolves with all that is written in what is looked for, once it has these texts in it. */
  async read(wanted: Wanted, ...texts: (string | RegExp)[]): Promise<string> {
    const has = (thing: Thing) => texts.every((text) => isIn(textIn(thing), text))
    return textIn(await this.find(wanted, has))
  }

  async click(wanted: Wanted): Promise<void> {
    const { place } = await this.find(wanted, (thing) => thing.place !== null && thing.place[2] > 0)
    const [x, y, width, height] = place!
    this.use('mousemove', x + width / 2, y + height / 2, 'click', 1)
  }

  /** Keys as xdotool names them: `ctrl+Return`. */
  press(keys: string): void {
    this.use('key', keys)
  }

  /** ASCII: other characters are on no key. */
  type(text: string): void {
    this.use('type', '--delay', 10, text)
  }

  /** Takes a picture of the display, with ImageMagick. */
  photograph(file: string): void {
    execFileSync('import', ['-window', 'root', file])
  }

  private use(...words: (string | number)[]): void {
    execFileSync(
      'xdotool',
      words.map((word) => (typeof word === 'number' ? String(Math.round(word)) : word)),
    )
  }
}

function* everyThing(thing: Thing): Generator<Thing> {
  yield thing
  for (const one of thing.inside) yield* everyThing(one)
}

function findIn(thing: Thing, { role, name, within }: Wanted): Thing | null {
  const from = within ? findIn(thing, within) : thing
  if (!from) return null
  for (const one of everyThing(from)) {
    if (one.role === role && (name === undefined || isNamed(one.name || textIn(one), name))) return one
  }
  return null
}

const isNamed = (text: string, name: string | RegExp) =>
  typeof name === 'string' ? text === name : name.test(text)
const isIn = (text: string, part: string | RegExp) =>
  typeof part === 'string' ? text.includes(part) : part.test(text)

/** Returns what is written in a thing. In the text of one, this character stands for a thing that is inside. */
function textIn({ text, inside }: Thing): string {
  return text.includes('\uFFFC') ? inside.map(textIn).join(' ') : text
}

function describe({ role, name, within }: Wanted): string {
  return `${role} ${String(name ?? '')}${within ? ` in ${describe(within)}` : ''}`
}
