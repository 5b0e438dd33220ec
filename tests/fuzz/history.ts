import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { listAll, msgIdsOf } from '../load/control-client.ts'
import type { Target } from './fuzz.ts'
import { openFolder } from './kept-folder.ts'
import type { FolderWorkbench } from './kept-folder.ts'
import type { Random } from './random.ts'

/** What happens to a file: a part of it, given in millionths of its length, is replaced. */
interface Edit {
  file: 'history.sqlite' | 'history.sqlite-wal'
  at: number
  /** Base64; as many bytes are replaced. */
  bytes: string
  /** The file ends where the part ends. */
  isCut: boolean
}

interface HistoryInput {
  /** Closed in order, or copied while it was open, with what waits in the write-ahead log. */
  base: 'closed' | 'crashed'
  edits: Edit[]
}

/** How many exchanges each base has. */
const EXCHANGES = 60
/** A row that is broken is one row; more than these are a loss that has to leave the file aside. */
const ROWS_SPARED = 8

/**
 * A history with something wrong in it: the workbench starts and answers, lists what can be read, and keeps what comes
 * from then on. Edits are part of the input, the files that they are made to are made anew in each run.
 */
export const historyTarget: Target<HistoryInput> = {
  name: 'history',
  atOnce: 2,
  createInput(random) {
    const edits = random.percent(5)
      ? []
      : Array.from({ length: 1 + random.below(3) }, () => createEdit(random))
    return { base: random.percent(60) ? 'closed' : 'crashed', edits }
  },
  async open(folder) {
    const bases = { closed: join(folder, 'closed'), crashed: join(folder, 'crashed') }
    await createBases(bases)
    return {
      try: (input) => tryHistory(bases[input.base], mkdtempSync(join(folder, 'history-')), input),
      check: async () => {},
      finish: async () => {},
      residentMb: () => Math.round(process.memoryUsage.rss() / 2 ** 20),
      close: async () => {},
    }
  },
}

function createEdit(random: Random): Edit {
  const length = random.pick([1, 1, 4, 16, 100, 4096])
  const bytes = random.pick([random.bytes(length), Buffer.alloc(length), Buffer.alloc(length, 0xff)])
  return {
    file: random.percent(75) ? 'history.sqlite' : 'history.sqlite-wal',
    // The head of a file and of a page are where it hurts.
    at: random.percent(25) ? random.below(2000) : random.below(1_000_000),
    bytes: bytes.toString('base64'),
    isCut: random.percent(15),
  }
}

async function createBases({ closed, crashed }: Record<HistoryInput['base'], string>): Promise<void> {
  mkdirSync(crashed, { recursive: true })
  const workbench = await openFolder(closed)
  for (let number = 0; number < EXCHANGES; number++) await workbench.deliver(String(1000 + number))
  for (const name of readdirSync(closed)) copyFileSync(join(closed, name), join(crashed, name))
  await workbench.close()
}

async function tryHistory(base: string, folder: string, { edits }: HistoryInput): Promise<void> {
  for (const name of readdirSync(base)) copyFileSync(join(base, name), join(folder, name))
  const before = readSchemaVersion(folder)
  for (const edit of edits) applyEdit(folder, edit)
  // A newer schema is left alone on purpose, and everything else goes on in memory.
  const isNewer = readSchemaVersion(folder) > before
  const isWalTouched = edits.some(({ file }) => file === 'history.sqlite-wal') || base.endsWith('crashed')

  const first = await openFolder(folder)
  try {
    const listed = await listAll(first)
    let readable = 0
    for (const { id } of listed) if (await isReadable(first, id)) readable++
    const isAside = readdirSync(folder).some((name) => /damaged|unreadable/.test(name))
    const spared = edits.length === 0 ? 0 : ROWS_SPARED
    // Of a write-ahead log SQLite itself drops, without a word, what is behind the first wrong sum.
    if (!isWalTouched && !isAside && !isNewer && readable < EXCHANGES - spared)
      throw new Error(`${readable} of ${EXCHANGES} exchanges are left, and nothing was put aside`)
    await first.deliver('1')
    await first.deliver('2')
  } finally {
    await first.close()
  }
  if (!isNewer) await refuseLossOfNew(folder)
  rmSync(folder, { recursive: true })
}

/** Throws where it is refused for another reason than that it cannot be read. */
async function isReadable({ call }: FolderWorkbench, id: string): Promise<boolean> {
  try {
    await call('exchange.get', { id })
    return true
  } catch (error) {
    if (/NOT_FOUND|NOT_READABLE/.test(String(error))) return false
    throw error
  }
}

async function refuseLossOfNew(folder: string): Promise<void> {
  const again = await openFolder(folder)
  try {
    const kept = msgIdsOf(await listAll(again))
    if (!kept.has('1') || !kept.has('2'))
      throw new Error('what was answered after the damage is not there after another start')
  } finally {
    await again.close()
  }
}

function applyEdit(folder: string, { file, at, bytes, isCut }: Edit): void {
  const path = join(folder, file)
  if (!readdirSync(folder).includes(file)) return
  const content = readFileSync(path)
  const from = Math.floor((content.length * at) / 1_000_000)
  const part = Buffer.from(bytes, 'base64').subarray(0, content.length - from)
  part.copy(content, from)
  writeFileSync(path, isCut ? content.subarray(0, from + part.length) : content)
}

/** Source: https://www.sqlite.org/fileformat2.html#user_version_number */
function readSchemaVersion(folder: string): number {
  const header = readFileSync(join(folder, 'history.sqlite')).subarray(60, 64)
  return header.length === 4 ? header.readUInt32BE() : 0
}
