/** What an installed package could leave behind on a system. */
import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const PLACES = ['/etc', '/opt', '/usr', '/var/lib', '/var/spool', '/srv']

/** What the triggers write anew; their contents have to be as before, too. */
const DATABASES = ['/usr/share/mime', '/usr/share/applications', '/usr/share/icons/hicolor']

/** What apt and dpkg note of their own work, and what man-db and fontconfig keep of what they found. */
const NOTES =
  /^\/var\/lib\/(apt|dpkg\/(available|status|lock|triggers|diversions|statoverride|info\/format)|systemd)/

/** By path: a sum of what it has, where that matters, or what it is. */
export type Traces = Map<string, string>

export function takeTraces(): Traces {
  const traces: Traces = new Map()
  for (const place of PLACES) collect(place, traces)
  return traces
}

/** Returns a line for each path that is new, gone or changed. */
export function compareTraces(before: Traces, after: Traces): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((path) => {
    const [was, is] = [before.get(path), after.get(path)]
    if (was === is) return []
    return [`${was === undefined ? 'left behind' : is === undefined ? 'gone' : 'changed'}: ${path}`]
  })
}

function collect(folder: string, traces: Traces): void {
  const compared = DATABASES.some((database) => `${folder}/`.startsWith(`${database}/`))
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (NOTES.test(path)) continue
    traces.set(path, compared && entry.isFile() ? sum(path) : String(lstatSync(path).mode))
    if (entry.isDirectory()) collect(path, traces)
  }
}

function sum(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}
