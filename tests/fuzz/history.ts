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

/** A change to a file: it replaces a part, given in millionths of the file's length. */
interface Edit {
  file: 'history.sqlite' | 'history.sqlite-wal'
  at: number
  /** Base64; as many bytes are replaced. */
  bytes: string
  /** The file ends where the part ends. */
  isCut: boolean
}

interface HistoryInput {
  /** Closed in order, or copied while it was open, with the content of the write-ahead log. */
  base: 'closed' | 'crashed'
  edits: Edit[]
}

/** The number of exchanges in each base. */
const EXCHANGES = 60
/** A broken row costs one row; if more than this many are lost, the file must be put aside. */
const ROWS_SPARED = 8

/**
 * A history with something wrong in it: the workbench starts and answers, lists what can be read, and keeps everything
 * that comes from then on. The edits are part of the input; each run makes the edited files anew.
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
    // Damage in the head of a file or a page hurts most.
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
    // SQLite itself silently drops everything in a write-ahead log after the first wrong checksum.
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

/** Throws if it is refused for another reason than being unreadable. */
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
