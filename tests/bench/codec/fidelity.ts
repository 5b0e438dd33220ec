import { SaxesParser } from 'saxes'
import { readCdataEvents, readEvents } from '../../core/xml/saxes-events.ts'
import type { Engine } from './engine.ts'

/**
 * - `exact`: every event comes back;
 * - `layout`: all but blanks around bare text and between elements, or `<a/>` came back as `<a></a>`;
 * - `said`: something is lost, and the engine said so;
 * - `silent`: something is lost or is no XML any more, without a word;
 * - `refused`: an error by a rule of the engine; `failed`: any other error on this well-formed input.
 */
export type Verdict = 'exact' | 'layout' | 'said' | 'silent' | 'refused' | 'failed'

export interface Judgement {
  input: string
  verdict: Verdict
  detail: string
}

export interface Fidelity {
  engine: Engine
  wellFormed: Judgement[]
  /** Names of malformed inputs that became JSON without a word. */
  taken: string[]
}

export function measureFidelity(
  engine: Engine,
  wellFormed: Record<string, string>,
  malformed: Record<string, string>,
): Fidelity {
  return {
    engine,
    wellFormed: Object.entries(wellFormed).map(([input, xml]) => ({ input, ...judge(engine, xml) })),
    taken: Object.entries(malformed)
      .filter(([, xml]) => takes(engine, xml))
      .map(([name]) => name),
  }
}

/** Judges one document after the way XML → JSON text → XML. */
export function judge(engine: Engine, xml: string): { verdict: Verdict; detail: string } {
  let back: string
  let warned: boolean
  try {
    const there = engine.toJson(xml)
    const again = engine.toXml(there.text)
    back = again.text
    warned = there.warned || again.warned
  } catch (error) {
    return { verdict: engine.isPolicy(error) ? 'refused' : 'failed', detail: firstLine(error) }
  }
  if (isSame(readAll, xml, back)) return { verdict: 'exact', detail: warned ? 'warned for nothing' : '' }
  if (warned) return { verdict: 'said', detail: shorten(back) }
  if (isSame(readLeniently, xml, back)) return { verdict: 'layout', detail: shorten(back) }
  return { verdict: 'silent', detail: shorten(back) }
}

/** Checks that the sets are well-formed and malformed as they claim, with a parser that is none of the engines. */
export function checkSets(wellFormed: Record<string, string>, malformed: Record<string, string>): void {
  for (const [name, xml] of Object.entries(wellFormed)) {
    if (!isReadable(xml)) throw new Error(`Not well-formed after all: ${name}`)
  }
  for (const [name, xml] of Object.entries(malformed)) {
    if (isReadable(xml)) throw new Error(`Well-formed after all: ${name}`)
  }
}

function isReadable(xml: string): boolean {
  try {
    readAll(xml)
    return true
  } catch {
    return false
  }
}

/** Tells whether both texts read alike. A result that is not XML never does, whatever the engine says. */
function isSame(read: (xml: string) => string[], xml: string, back: string): boolean {
  try {
    const [before, after] = [read(xml), read(back)]
    return before.length === after.length && before.every((event, index) => event === after[index])
  } catch {
    return false
  }
}

function readAll(xml: string): string[] {
  return [...readDoctypes(xml), ...readEvents(withoutMark(xml))]
}

function readLeniently(xml: string): string[] {
  return [...readDoctypes(xml), ...readCdataEvents(withoutMark(xml))]
}

/** Returns the DOCTYPEs, which the tests' events do not show since our own codec refuses them. */
function readDoctypes(xml: string): string[] {
  const found: string[] = []
  if (!xml.includes('<!DOCTYPE')) return found
  const parser = new SaxesParser()
  parser.on('doctype', (text) => void found.push(JSON.stringify(['doctype', text.trim()])))
  parser.on('error', (error) => {
    throw error
  })
  parser.write(withoutMark(xml)).close()
  return found
}

function withoutMark(xml: string): string {
  return xml.replace(/^\uFEFF/, '')
}

function takes(engine: Engine, xml: string): boolean {
  try {
    return !engine.toJson(xml).warned
  } catch {
    return false
  }
}

function firstLine(error: unknown): string {
  return shorten(String(error).split('\n')[0] ?? '')
}

function shorten(text: string): string {
  return text.length > 160 ? `${text.slice(0, 160)}…` : text
}
