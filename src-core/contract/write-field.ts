import type { FieldSpec } from './catalogue.ts'

/** Where an element stands: the whole of it, and what is between its tags; null if it has only one tag. */
interface Place {
  start: number
  end: number
  inside: { start: number; end: number } | null
}

/** A piece of markup; of a tag the slash before its name, the name, and the slash behind. */
const PIECE = /<!\[CDATA\[[^]*?\]\]>|<!--[^]*?-->|<\?[^]*?\?>|<(\/?)([^\s<>/]+)[^<>]*?(\/?)>/g

/**
 * Returns the message with another value in the field at `path`, names below the root that slashes join. Only that
 * value changes: what somebody has written around it stays, also what the catalogue does not know. A field that is not
 * there is put in, where `fields` has it. Returns null if there is no place for it, since the text is no XML.
 */
export function writeField(
  text: string,
  path: string,
  value: string,
  fields: readonly FieldSpec[],
): string | null {
  const places = findElements(text)
  const place = places.get(path)
  const names = path.split('/')
  const kind = specAt(fields, names)?.kind ?? 'cdata'
  if (place?.inside) {
    const { start, end } = place.inside
    return splice(text, start, end, writeValue(value, isInCdata(text.slice(start, end)) ?? kind === 'cdata'))
  }
  const written = writeValue(value, kind === 'cdata')
  if (place) return splice(text, place.start, place.end, `<${names.at(-1)}>${written}</${names.at(-1)}>`)
  return insert(text, places, names, written, fields)
}

/** Returns the message without the field, and without the line that held it alone. */
export function removeField(text: string, path: string): string {
  const place = findElements(text).get(path)
  if (!place) return text
  const indent = /\r?\n[ \t]*$/.exec(text.slice(0, place.start))?.[0].length ?? 0
  return splice(text, place.start - indent, place.end, '')
}

function insert(
  text: string,
  places: ReadonlyMap<string, Place>,
  names: readonly string[],
  written: string,
  fields: readonly FieldSpec[],
): string | null {
  let depth = names.length - 1
  while (depth > 0 && !places.has(names.slice(0, depth).join('/'))) depth--
  const above = names.slice(0, depth)
  const parent = places.get(above.join('/'))?.inside
  if (!parent) return null
  const element = names.slice(depth).reduceRight((inner, name) => `<${name}>${inner}</${name}>`, written)
  const among = depth === 0 ? fields : (specAt(fields, above)?.children ?? [])
  const index = among.findIndex(({ name }) => name === names[depth])
  const before = among
    .slice(0, Math.max(0, index))
    .flatMap(({ name }) => places.get([...above, name].join('/')) ?? [])
  const lineEnd = /\r?\n[ \t]*/.exec(text.slice(parent.start, parent.end))?.[0] ?? ''
  if (before.length === 0) return splice(text, parent.start, parent.start, element + lineEnd)
  const at = Math.max(...before.map(({ end }) => end))
  return splice(text, at, at, lineEnd + element)
}

/** Returns the first element of each path, the root's being empty; of a broken text those before the fault. */
function findElements(text: string): Map<string, Place> {
  const places = new Map<string, Place>()
  const open: { name: string; start: number; inside: number }[] = []
  for (const { 0: piece, 1: closes, 2: name, 3: isAlone, index } of text.matchAll(PIECE)) {
    if (name === undefined) continue
    const end = index + piece.length
    const path = () => [...open.slice(1).map((one) => one.name), name].join('/')
    if (closes === '/') {
      const opened = open.pop()
      if (opened?.name !== name) break
      const key = open.length === 0 ? '' : path()
      const place = { start: opened.start, end, inside: { start: opened.inside, end: index } }
      if (!places.has(key)) places.set(key, place)
    } else if (isAlone !== '/') open.push({ name, start: index, inside: end })
    else if (open.length > 0 && !places.has(path())) places.set(path(), { start: index, end, inside: null })
  }
  return places
}

function specAt(fields: readonly FieldSpec[], names: readonly string[]): FieldSpec | undefined {
  const [first, ...rest] = names
  const found = fields.find(({ name }) => name === first)
  return rest.length === 0 ? found : specAt(found?.children ?? [], rest)
}

/** Returns null if the value does not tell. */
function isInCdata(value: string): boolean | null {
  if (value.trim() === '') return null
  return value.trimStart().startsWith('<![CDATA[')
}

function writeValue(value: string, cdata: boolean): string {
  if (cdata) return `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function splice(text: string, start: number, end: number, put: string): string {
  return text.slice(0, start) + put + text.slice(end)
}
