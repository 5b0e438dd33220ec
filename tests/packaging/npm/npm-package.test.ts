import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findMainFiles } from '../../../packaging/built-files.ts'
import { findOffence } from '../../../packaging/npm/bounds.ts'
import { root } from '../../../packaging/project.ts'
import { writeThirdPartyLicences } from '../../../packaging/third-party.ts'
import manifest from '../../../package.json' with { type: 'json' }
import { createTemporaryFolder } from '../../node/running-workbench.ts'
import { installPackage, NODES, notBuilt, run, start } from './installed.ts'
import type { Ended, Installed } from './installed.ts'

const TOKEN = 'npmPackageToken1'
const MESSAGE = '<xml><MsgType>text</MsgType><MsgId>23456789012345678</MsgId></xml>'

let installed: Installed

beforeAll(async () => {
  if (!notBuilt) installed = await installPackage()
})
afterAll(() => installed?.remove())

/** Starts the workbench as people do, and resolves with the addresses that it prints. */
async function serve(program: string, home: string) {
  const args = ['--port', '0', '--control-port', '0', '--token-file', writeToken(home)]
  // Elsewhere than where it is installed.
  const child = start(program, [installed.bin, ...args], { cwd: home, home })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const facts = new Map<string, string>()
  while (!facts.has('Settings')) {
    const { value = '', done } = await lines.next()
    if (done) throw new Error('serve has ended')
    const [, name = '', fact = ''] = /^(\w+) +(.*)$/.exec(value as string) ?? []
    facts.set(name, fact)
  }
  return {
    responder: facts.get('Responder')!,
    page: facts.get('Workbench')!.replace(/#.*/, ''),
    history: facts.get('History'),
    end: () => new Promise((resolve) => child.once('exit', resolve).kill('SIGTERM')),
  }
}

function writeToken(folder: string): string {
  const file = join(folder, 'token.txt')
  writeFileSync(file, TOKEN)
  return file
}

describe('the npm package', () => {
  for (const { name, program, missing, history } of NODES) {
    const only = missing ? ` (skipped: ${missing})` : ''

    it.skipIf(missing)(`serves, sends, checks, converts and judges on Node ${name}${only}`, async () => {
      const home = createTemporaryFolder()
      const where = { cwd: home, home }
      const mpscope = (args: string[], input = '') =>
        run(program, [installed.bin, ...args], { ...where, input })
      writeFileSync(join(home, 'message.xml'), MESSAGE)

      const served = await serve(program, home)
      const backend = ['--url', served.responder, '--token-file', join(home, 'token.txt')]
      const [page, ...results] = await Promise.all([
        fetch(served.page).then((response) => response.text()),
        mpscope(['send', ...backend, '--set', 'Content=你好']),
        mpscope(['send', ...backend, '--burst', '5', '--json']),
        mpscope(['check', ...backend, '--only', 'verification.*']),
        mpscope(['to-json'], MESSAGE),
        mpscope(['judge', '--request', 'message.xml'], 'ok'),
        run(program, [writeProgram(`plain-${name}.mjs`, PLAIN)], { ...where, cwd: installed.folder }),
      ])
      const [sent, burst, checked, json, judged, api] = results as [Ended, Ended, Ended, Ended, Ended, Ended]
      expect(page).toMatch(/<html[^>]* data-program="npx mpscope"/)
      const [, script = ''] = /src="\.\/(assets\/[^"]+\.js)"/.exec(page) ?? []
      expect((await fetch(new URL(script, served.page))).status).toBe(200)
      expect(served.history).toBe(
        history === 'disk'
          ? 'kept on this machine'
          : 'in memory only (this Node has no SQLite; to keep it, install Node 22.13 or newer)',
      )
      expect(sent).toMatchObject({ code: 0, stdout: 'success\n' })
      expect(burst).toMatchObject({ code: 0, stderr: '' })
      expect(checked).toMatchObject({ code: 0, stderr: '' })
      expect(json).toMatchObject({ code: 0, stdout: expect.stringContaining('"23456789012345678"') })
      expect(judged).toMatchObject({ code: 1, stdout: expect.stringMatching(/^fault\n/) })
      expect(api).toEqual({
        code: 0,
        stdout: 'a3e4609917a7589b71ea5d51e0245716317ebbf9 fault INVALID_INPUT 0\n',
        stderr: '',
      })
      expect(await served.end()).toBe(0)
    })
  }

  it.skipIf(notBuilt)('tells a Node that is too old so, in one line', async () => {
    const older = `Object.defineProperty(process, 'versions', { value: { node: '18.20.4' } }); require('./node_modules/mpscope/bin/mpscope.cjs')`
    const { code, stdout, stderr } = await run(process.execPath, ['-e', older], {
      cwd: installed.folder,
      home: installed.folder,
    })
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(
      /^mpscope: 需要 Node\.js 20\.18 以上.* · Node\.js 20\.18 or newer is needed[^\n]*\n$/,
    )
  })

  it.skipIf(notBuilt)('is small, and has nothing that does not belong there', () => {
    expect(findOffence(installed.packed)).toBeNull()
    expect(findOffence({ ...installed.packed, size: 2_000_001 })).toContain('2000001 bytes')
    expect(findOffence({ ...installed.packed, unpackedSize: 7_000_000 })).toContain('unpacked')
    for (const path of [
      'main/index.js',
      'preload/index.cjs',
      'main/cli.js.map',
      '.npmrc',
      'renderer/.bundle.json',
    ]) {
      expect(findOffence({ ...installed.packed, files: [{ path, size: 1 }] })).toContain(path)
    }
    const folder = join(installed.folder, 'node_modules/mpscope')
    const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((file) =>
      /\.(?:js|cjs|json|html|css|md|ts)$/.test(file) ? [readFileSync(join(folder, file), 'utf8')] : [],
    )
    expect(texts.filter((text) => text.includes(root))).toEqual([])
    // The desktop's parts stay behind.
    expect(texts.filter((text) => text.includes('from"electron"'))).toEqual([])
  })

  it.skipIf(notBuilt)('asks for nothing else, and runs nothing when it is installed', () => {
    const { name, version, engines } = manifest
    const packed = readInstalled('package.json')
    const said = JSON.parse(packed) as Record<string, unknown>
    expect(said).toMatchObject({ name, version, engines, license: 'MIT', type: 'module' })
    for (const key of ['private', 'scripts', 'dependencies', 'devDependencies', 'optionalDependencies']) {
      expect(said).not.toHaveProperty(key)
    }
    expect(readdirSync(join(installed.folder, 'node_modules')).toSorted()).toEqual([
      '.bin',
      '.package-lock.json',
      'mpscope',
    ])
    for (const bundled of ['ws', 'fast-xml-parser', 'saxes', 'reka-ui', '@vue/runtime-core', 'tailwindcss']) {
      expect(readInstalled('THIRD-PARTY-LICENSES')).toMatch(new RegExp(`^${bundled} \\d+\\.`, 'm'))
    }
    expect(readInstalled('THIRD-PARTY-LICENSES')).not.toContain('electron')
  })

  it('is not made where a licence is missing, or where something would be missing that it runs on', () => {
    expect(() => writeThirdPartyLicences(['node_modules/@vue/devtools-api'])).toThrow(
      'packaging/licences/@vue-devtools-api.txt',
    )
    if (!notBuilt) expect(() => findMainFiles(['index.js'])).toThrow('index.js needs electron')
  })

  it.skipIf(notBuilt)('has types that hold for a strict consumer, without those of Node', () => {
    expect(compile(TYPED)).toEqual([])
  })
})

it.skipIf(notBuilt)('the examples of docs/api run as they stand, in both languages', async () => {
  const examples = ['docs/api.md', 'docs/api.en.md'].flatMap((file) => {
    const folder = file.replaceAll(/\W/g, '-')
    mkdirSync(join(installed.folder, folder))
    const blocks = [...readFileSync(join(root, file), 'utf8').matchAll(/```js\n([^]*?)```/g)]
    return blocks.map(([, code = ''], index) => {
      const name = /^\/\/ (\S+\.mjs)/.exec(code)?.[1] ?? `example-${index}.mjs`
      return { runner: runnerOf(code), path: writeProgram(join(folder, name), code) }
    })
  })
  expect(examples).toHaveLength(8)
  const where = { cwd: installed.folder, home: createTemporaryFolder() }
  const byRunner = Map.groupBy(examples, ({ runner }) => runner)
  const [tested, judged, ...plain] = await Promise.all(
    [...byRunner].flatMap(([runner, group]) => {
      const paths = group.map(({ path }) => path)
      if (runner === NODE) return paths.map((path) => run(process.execPath, [path], where))
      return [run(process.execPath, [...runner, ...paths], where)]
    }),
  )
  expect(tested).toMatchObject({ code: 0, stdout: expect.stringMatching(/^# pass 10$/m) })
  expect(judged).toMatchObject({ code: 0, stdout: expect.stringMatching(/4 passed/) })
  expect(plain.map(({ code, stderr }) => [code, stderr])).toEqual(plain.map(() => [0, '']))
})

const NODE: string[] = []
const NODE_TEST = ['--test', '--test-reporter=tap']
const VITEST = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--no-color']

/** Returns the arguments for Node that run an example. */
function runnerOf(code: string): string[] {
  if (code.includes("from 'node:test'")) return NODE_TEST
  return code.includes("from 'vitest'") ? VITEST : NODE
}

/** Writes a program beside the installed package; returns its path. */
function writeProgram(name: string, code: string): string {
  const path = join(installed.folder, name)
  writeFileSync(path, code)
  return path
}

function readInstalled(file: string): string {
  return readFileSync(join(installed.folder, 'node_modules/mpscope', file), 'utf8')
}

const PLAIN = `import { judge, sampleMessage, send, sign } from 'mpscope'
const digest = sign({ token: 'mytoken', timestamp: '1714036504', nonce: '1514711492' })
const { verdict } = judge({ reply: 'ok', request: sampleMessage() })
const { response } = await send({ url: 'http://127.0.0.1:9/wx', token: 'mytoken' })
try {
  sign({ tokn: 'mytoken' })
} catch (error) {
  console.log(digest, verdict, error.code, response.status)
}
`

const TYPED = `import { decrypt, judge, send, toJson, verifyUrl } from 'mpscope'
import type { Exchange, Finding, MpscopeError, Verdict } from 'mpscope'

const key: string | undefined = undefined
export async function test(): Promise<Verdict> {
  const exchange: Exchange = await send({ url: 'http://127.0.0.1/', token: 't', aesKey: key, set: { Content: '1' } })
  const [finding]: Finding[] = judge({ reply: new Uint8Array(), request: '<xml/>' }).findings
  const place: number | undefined = finding?.at?.line
  const text: string = toJson({ xml: '<xml/>', view: 'lossless' }).text + decrypt({ envelope: '', token: '', aesKey: '', appId: '' }).message
  // @ts-expect-error -- there is no such view
  toJson({ xml: '', view: 'full' })
  const fault: MpscopeError['code'] = 'INVALID_INPUT'
  return [exchange.verdict, (await verifyUrl({ url: '', token: '' })).verdict][[place, text, fault].length % 2]!
}
`

/** Returns what the compiler has to say of a program that stands beside the installed package. */
function compile(code: string): string[] {
  const program = ts.createProgram([writeProgram(`typed-${code.length}.mts`, code)], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
  })
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
}
