import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startWorkbench } from './running-workbench.ts'

const vectors = join(import.meta.dirname, '../fixtures/vectors')
const list = (folder: string) =>
  readdirSync(join(vectors, folder)).filter((name) => !name.endsWith('.expected.json'))

interface Expected {
  root: string
  fields: unknown
}

/** The expectations have every value as text; the simple view has numbers if they are safe. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asText(inner)]))
  }
  return String(value)
}

describe('real messages, posted to a running responder', () => {
  it.each(list('incoming'))('%s', async (name) => {
    const xml = readFileSync(join(vectors, 'incoming', name))
    const expected = JSON.parse(
      readFileSync(join(vectors, 'incoming', name.replace(/\.xml$/, '.expected.json')), 'utf8'),
    ) as Expected
    const workbench = await startWorkbench()
    const response = await fetch(await workbench.signedUrl(), { method: 'POST', body: xml })
    expect(response.status).toBe(200)
    const { message, signature, verdict } = await workbench.latest()
    expect(signature.ok).toBe(true)
    expect(verdict).toBe('ignored')
    expect(asText(message?.json)).toEqual({ [expected.root]: expected.fields })
  })
})

describe('broken messages, posted to a running responder', () => {
  it.each([
    ['easywechat-invalid-content.xml', 'xml.refused'],
    ['easywechat-issue989-truncated-utf8.xml', 'xml.refused'],
    ['easywechat-json-empty-array.json', 'message.json'],
    ['nodewechat-mismatched-tag.xml', 'xml.refused'],
    ['tonybai-double-escaped-cdata-reply.xml', 'message.unknown'],
    ['werobot-empty-body.xml', 'xml.refused'],
    ['werobot-issue420-control-char.xml', 'xml.control-character'],
  ])('%s is answered and recorded as %s', async (name, code) => {
    const body = readFileSync(join(vectors, 'incoming-negative', name))
    const workbench = await startWorkbench()
    const response = await fetch(await workbench.signedUrl(), { method: 'POST', body })
    expect([response.status, await response.text()]).toEqual([200, 'success'])
    const exchange = await workbench.latest()
    expect(exchange.findings.map((finding) => finding.code)).toContain(code)
    expect(exchange.message === null).toBe(code === 'xml.refused' || code === 'message.json')
    expect(workbench.reported).toEqual([])
  })

  it('leaves none out', () => {
    expect(list('incoming-negative')).toHaveLength(7)
  })
})
