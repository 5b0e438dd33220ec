import { SAMPLE_NAME_MAX, SAMPLE_TEXT_MAX } from '../contract/sample.ts'
import type { CollectionFault, OwnSample } from '../contract/sample.ts'
import type { Bilingual } from '../contract/text.ts'
import { readDraft } from '../sender/draft.ts'

/** A message in the file of a collection. */
export type CollectedMessage = Pick<OwnSample, 'name' | 'text'>

/** The content of a file: what can be read of it, and what cannot. */
export interface CollectionFile {
  /** Null if the file has no title. */
  collection: string | null
  messages: CollectedMessage[]
  faults: CollectionFault[]
}

/**
 * Writes messages as Markdown: a title, and for each message a heading and its text in a fence, to the byte. Readable,
 * and every host of code shows it well.
 */
export function writeCollection(collection: string, messages: readonly CollectedMessage[]): string {
  const title = collection === '' ? [] : [`# ${collection}\n`]
  const sections = messages.map(({ name, text }) => {
    const fence = '`'.repeat(Math.max(3, 1 + longestFence(text)))
    const language = /^\s*\{/.test(text) ? 'json' : 'xml'
    return `## ${name}\n\n${fence}${language}\n${text}\n${fence}\n`
  })
  return [...title, ...sections].join('\n')
}

function longestFence(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
}

/** A name for the file of a collection that every system takes. */
export function nameCollectionFile(collection: string): string {
  // oxlint-disable-next-line no-control-regex -- no system takes these
  const name = collection.replaceAll(/[\\/:*?"<>|\u0000-\u001f]/g, '_').replace(/^\.+|[. ]+$/g, '_')
  return `${name === '' ? 'messages' : name}.md`
}

/** Returns the name of a file without its folder and its ending, for a collection that has no title. */
export function nameAfterFile(file: string): string {
  return file
    .replace(/^.*[\\/]/, '')
    .replace(/\.[^.]*$/, '')
    .slice(0, SAMPLE_NAME_MAX)
    .trim()
}

interface Section {
  name: string
  line: number
  /** It has a fence, whatever became of that. */
  isFilled: boolean
}

/**
 * Reads such a file. Anything else in it (prose, lists, smaller headings) is for people and ignored. What cannot be read
 * is left out and named by its place, the rest is taken. Linear in the length of the file.
 */
export function readCollection(file: string): CollectionFile {
  const text = file.replace(/^\uFEFF/, '')
  const messages: CollectedMessage[] = []
  const faults: CollectionFault[] = []
  const names = new Set<string>()
  let collection: string | null = null
  let section: Section | null = null

  const refuse = (line: number, says: Bilingual, column = 1): void =>
    void faults.push({ line, column, name: section?.name ?? '', says })

  function closeSection(): void {
    if (section && !section.isFilled) refuse(section.line, WORDS.noMessage)
  }

  function add(fence: Fence): void {
    if (!section) return refuse(fence.line, WORDS.noName)
    if (section.isFilled) return refuse(fence.line, WORDS.secondFence)
    section.isFilled = true
    if (!fence.isClosed) return refuse(fence.line, WORDS.notClosed)
    if (fence.text.trim() === '') return refuse(fence.line, WORDS.empty)
    if (fence.text.length > SAMPLE_TEXT_MAX) return refuse(fence.line, WORDS.tooLong)
    const { name } = section
    if (name === '' || name.length > SAMPLE_NAME_MAX) return refuse(section.line, WORDS.wrongName)
    if (names.has(name)) return refuse(section.line, WORDS.sameName)
    names.add(name)
    messages.push({ name, text: fence.text })
    const { fault } = readDraft(fence.text)
    // Whoever keeps a broken message may mean it: it is taken, and said.
    if (fault) refuse(fence.line + fault.line, notReadable(fault.message), fault.column)
  }

  for (const part of partsOf(text)) {
    if (part.kind === 'fence') add(part)
    else if (part.level === 2) {
      closeSection()
      section = { name: part.text, line: part.line, isFilled: false }
    } else if (part.level === 1 && section === null) collection ??= part.text.slice(0, SAMPLE_NAME_MAX).trim()
  }
  closeSection()
  return { collection: collection || null, messages, faults }
}

interface Heading {
  kind: 'heading'
  line: number
  level: number
  text: string
}

interface Fence {
  kind: 'fence'
  /** That of its first line, before the text. */
  line: number
  text: string
  isClosed: boolean
}

/** Returns the headings and fences of a Markdown text, in order. Lines end with LF or CRLF. */
function* partsOf(text: string): Generator<Heading | Fence> {
  let open: { line: number; marks: string; from: number; newline: string } | null = null
  let line = 0
  let at = 0
  while (at < text.length) {
    line++
    const end = text.indexOf('\n', at)
    const next = end < 0 ? text.length : end + 1
    const content = text.slice(at, end < 0 ? text.length : end).replace(/\r$/, '')
    const marks: string | undefined = /^(`{3,}|~{3,})/.exec(content)?.[1]
    if (open) {
      if (marks?.startsWith(open.marks) && content.trimEnd() === marks) {
        const inside = text.slice(open.from, at)
        const isCut = inside.endsWith(open.newline)
        const body = isCut ? inside.slice(0, -open.newline.length) : inside
        yield { kind: 'fence', line: open.line, text: body, isClosed: true }
        open = null
      }
    } else if (marks !== undefined) {
      open = { line, marks, from: next, newline: text.slice(at, next).endsWith('\r\n') ? '\r\n' : '\n' }
    } else {
      const heading = /^(#{1,6})[ \t]+(\S.*)$/.exec(content)
      if (heading) yield { kind: 'heading', line, level: heading[1]!.length, text: heading[2]!.trim() }
    }
    at = next
  }
  if (open) yield { kind: 'fence', line: open.line, text: '', isClosed: false }
}

const WORDS = {
  noName: {
    zh: '这段内容前面没有「## 名称」，没有收下。',
    en: 'There is no “## name” before this; it was left out.',
  },
  noMessage: {
    zh: '这个名称下面没有用 ``` 围起来的消息。',
    en: 'There is no message between ``` below this name.',
  },
  secondFence: {
    zh: '同一个名称下面已经有一条消息，这一条没有收下。',
    en: 'There is a message below this name already; this one was left out.',
  },
  notClosed: {
    zh: '这条消息没有结束的 ```，没有收下。',
    en: 'This message has no ``` at its end; it was left out.',
  },
  empty: { zh: '这条消息是空的，没有收下。', en: 'This message is empty; it was left out.' },
  tooLong: {
    zh: `这条消息超过 ${SAMPLE_TEXT_MAX} 个字符，没有收下。`,
    en: `This message has more than ${SAMPLE_TEXT_MAX} characters; it was left out.`,
  },
  wrongName: {
    zh: `名称超过 ${SAMPLE_NAME_MAX} 个字符，没有收下。`,
    en: `This name has more than ${SAMPLE_NAME_MAX} characters; its message was left out.`,
  },
  sameName: {
    zh: '前面已经有同名的消息，这一条没有收下。',
    en: 'A message before it has the same name; this one was left out.',
  },
} satisfies Record<string, Bilingual>

function notReadable(message: Bilingual): Bilingual {
  return {
    zh: `照样收下了，但其中的消息无法解析：${message.zh}`,
    en: `It was taken, and cannot be read as a message: ${message.en}`,
  }
}
