import { SaxesParser } from 'saxes'

/**
 * Returns the events of an independent parser, one string an event; texts in a row are one. Throws if the XML is
 * malformed.
 */
export function readEvents(xml: string): string[] {
  const events: string[] = []
  const parser = new SaxesParser()
  let depth = 0
  const add = (kind: string, ...parts: unknown[]): void => void events.push(JSON.stringify([kind, ...parts]))
  let text = ''
  const flush = (): void => {
    if (text !== '') add('text', text)
    text = ''
  }
  parser.on('error', (error) => {
    throw error
  })
  parser.on('xmldecl', ({ version, encoding, standalone }) =>
    add('declaration', version, encoding, standalone),
  )
  parser.on('opentag', (tag) => {
    flush()
    depth++
    add('open', tag.name, Object.entries(tag.attributes), tag.isSelfClosing)
  })
  parser.on('closetag', (tag) => {
    flush()
    depth--
    add('close', tag.name)
  })
  parser.on('text', (part) => {
    if (depth > 0) text += part
  })
  parser.on('cdata', (value) => {
    flush()
    add('cdata', value)
  })
  parser.on('comment', (value) => {
    flush()
    add('comment', value)
  })
  parser.on('processinginstruction', ({ target, body }) => {
    flush()
    add('pi', target, body)
  })
  parser.write(xml).close()
  return events
}

/**
 * Returns the events without those for which the simple view promises nothing: blanks around bare text, and `<a/>` or
 * `<a></a>`.
 */
export function readCdataEvents(xml: string): string[] {
  return readEvents(xml).flatMap((event) => {
    const [kind, ...parts] = JSON.parse(event) as [string, ...unknown[]]
    if (kind === 'open') return [JSON.stringify([kind, parts[0], parts[1]])]
    if (kind !== 'text') return [event]
    const value = (parts[0] as string).replace(/^[ \t\n]+|[ \t\n]+$/g, '')
    return value === '' ? [] : [JSON.stringify([kind, value])]
  })
}
