import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MESSAGE_CATALOGUE } from '../../src-core/wechat/catalogue/catalogue.ts'
import { DEFAULT_PREFERENCES } from '../../src-core/contract/preferences.ts'
import { listOptions, readArguments } from '../../src-main/terminal/read-arguments.ts'
import { commands } from '../../src-main/terminal/run-command.ts'

/** Checks that everything the READMEs promise works: people read them first, and notice last when they are wrong. */

const root = resolve(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
const { stdout: usage } = spawnSync(process.execPath, ['src-main/cli.ts', '--help'], {
  cwd: root,
  encoding: 'utf8',
})
const loaded = await Promise.all(Object.values(commands).map((load) => load()))
const tables = new Map(loaded.map(({ table }) => [table.name, table]))

function matches(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, found = '']) => found))]
}

function scriptsIn(text: string): string[] {
  return matches(text, /npm (?:run (?:--silent )?(?=[a-z])|(?=(?:start|test)\b))([a-z:]+)/g)
}

/** Returns the files and folders of the repository by their whole path; a name alone does not say where it is. */
function pathsIn(text: string): string[] {
  return matches(text, /`((?:src-|tests|scripts|packaging|docs)[\w./-]*)`/g)
}

/** Returns the first column of the table whose rows are commands. */
function terminalCommandsIn(text: string): string[] {
  return matches(text, /^\| `([a-z-]+)` +\| /gm).filter((name) => !existsSync(join(root, name)))
}

function terminalOptionsIn(text: string): string[] {
  const examples = text.split('\n').filter((line) => line.includes('npm run --silent cli -- '))
  return matches(examples.join('\n').replaceAll('npm run --silent cli -- ', ''), /(--[a-z-]+)/g)
}

/** Returns the examples, each split into the words that the command gets; none of them quotes a blank. */
function examplesIn(text: string): string[] {
  return matches(text, /^(?:echo .+ \| )?npm run --silent cli -- ([^<>\n]+?)(?: [<>].*)?$/gm)
}

/** Returns the complaint about a command line, or null if it can be read. */
function refuse(words: string): string | null {
  const [name = '', ...args] = words.split(' ')
  const table = tables.get(name)
  if (!table) return `no command ${name}`
  try {
    readArguments(table, args)
    return null
  } catch (error) {
    return `${words}: ${String(error)}`
  }
}

/** Returns the options that a command's row names and the command does not have. */
function unknownOptionsIn(text: string): string[] {
  return [...text.matchAll(/^\| `([a-z-]+)` +\| (.*)$/gm)].flatMap(([, name = '', row = '']) => {
    const table = tables.get(name)
    if (!table) return []
    const known = new Set(listOptions(table).keys())
    return matches(row.replaceAll(/`[a-z][^`]*`/g, ''), /`--([a-z-]+)/g)
      .filter((option) => !known.has(option))
      .map((option) => `${name} --${option}`)
  })
}

function linkedFilesIn(text: string): string[] {
  return matches(text, /\]\((?!https?:)([^)]+)\)/g)
}

const missing = (files: string[]) => files.filter((file) => !existsSync(join(root, file)))

const READMES = ['README.md', 'README.en.md'].map((file) => ({ file, text: read(file) }))

describe.each(READMES)('$file', ({ text }) => {
  it('shows the two commands', () => {
    expect(text).toContain('\nnpm ci && npm start\n')
    expect(text).toContain('\nnpm ci && npm test\n')
  })

  it('names scripts that there are', () => {
    expect(scriptsIn(text)).toEqual(
      expect.arrayContaining(['start', 'start:browser', 'test', 'check', 'cli']),
    )
    expect(scriptsIn(text).filter((name) => !Object.hasOwn(scripts, name))).toEqual([])
  })

  it('maps files and folders that there are', () => {
    expect(pathsIn(text).length).toBeGreaterThan(15)
    expect(missing(pathsIn(text))).toEqual([])
  })

  it('lists the terminal’s commands, all of them', () => {
    const real = matches(usage, /^ {2}([a-z-]+)/gm)
    expect(real).toContain('serve')
    expect(terminalCommandsIn(text).toSorted()).toEqual(real.toSorted())
  })

  it('gives them options that they take', () => {
    expect(terminalOptionsIn(text)).toContain('--token-file')
    const options = [...tables.values()].flatMap((table) => [...listOptions(table).keys()])
    const known = new Set([...options.map((option) => `--${option}`), '--help'])
    expect(terminalOptionsIn(text).filter((option) => !known.has(option))).toEqual([])
  })

  it('shows an example of each command, and each of them can be read', () => {
    const named = examplesIn(text).map((words) => words.split(' ')[0])
    expect(new Set(named)).toEqual(new Set(tables.keys()))
    expect(examplesIn(text).map(refuse).filter(Boolean)).toEqual([])
    expect(unknownOptionsIn(text)).toEqual([])
  })

  it('shows pictures and links to files that there are', () => {
    expect(matches(text, /!\[[^\]]+\]\((docs\/pictures\/[^)]+)\)/g)).toHaveLength(6)
    expect(missing(linkedFilesIn(text))).toEqual([])
  })

  it('counts and numbers as the code does', () => {
    expect(text).toMatch(/一百多种消息和事件|more than a hundred kinds, events included/)
    expect(MESSAGE_CATALOGUE.length).toBeGreaterThan(100)
    expect(matches(text, /(?:cpolar|ngrok) http (\d+)/g)).toEqual([String(DEFAULT_PREFERENCES.responderPort)])
  })
})

it('says the same in both languages', () => {
  const [zh = '', en = ''] = READMES.map(({ text }) => text)
  for (const find of [scriptsIn, pathsIn, terminalCommandsIn, terminalOptionsIn]) {
    expect(find(en).toSorted()).toEqual(find(zh).toSorted())
  }
})

it.each([
  ['npm run nothing', scriptsIn, ['nothing']],
  ['npm run --silent cli -- sign', scriptsIn, ['cli']],
  ['npm ci && npm start', scriptsIn, ['start']],
  ['`src-core/nowhere`', pathsIn, ['src-core/nowhere']],
  ['| `fly`     | flies |', terminalCommandsIn, ['fly']],
  ['npm run --silent cli -- sign --loud', terminalOptionsIn, ['--loud']],
  ['echo x | npm run --silent cli -- to-xml --loud < a > b', examplesIn, ['to-xml --loud']],
  ['| `sign` | signs, `--loud` as well |', unknownOptionsIn, ['sign --loud']],
  ['![x](docs/pictures/gone.png)', linkedFilesIn, ['docs/pictures/gone.png']],
])('would notice %s', (text, find, found) => {
  expect(find(text)).toEqual(found)
})

it.each(['fly', 'sign --loud', 'sign --token', 'sign left-over'])('would notice the example %s', (words) => {
  expect(refuse(words)).not.toBeNull()
})
