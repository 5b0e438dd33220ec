/*
 * Threat model: see `app-files.ts`, which decides what an address may name. Here: whatever is asked, only GET and
 * HEAD are answered, only from the one folder, and no answer goes out without the security headers.
 */
import { readFile } from 'node:fs/promises'
import { app, protocol } from 'electron'
import { lateAddress, ownAddress } from './app-address.ts'
import type { AppAddress } from './app-address.ts'
import { resolveAppFile, securityHeaders } from './app-files.ts'

/**
 * Registers our scheme and returns the page's address. Must be called as soon as this program is loaded: once Electron
 * is ready it registers nothing more, and then the page lives elsewhere (`lateAddress`). `standard`: the scheme has
 * hosts and origins, and relative addresses work; `secure`: the page is a secure context, without which there is no
 * clipboard. Neither fetch nor service workers.
 */
export function claimAppAddress(): AppAddress {
  const { scheme } = ownAddress
  // A host that loads us late may have registered the scheme for us; Electron keeps such schemes in this switch.
  if (app.commandLine.getSwitchValue('standard-schemes').split(',').includes(scheme)) return ownAddress
  try {
    protocol.registerSchemesAsPrivileged([
      { scheme, privileges: { standard: true, secure: true, codeCache: true } },
    ])
    return ownAddress
  } catch {
    return lateAddress
  }
}

/** Serves the files of `root` at our address to the window, and nothing at any other of the same scheme. */
export function serveAppFiles(own: AppAddress, root: string): void {
  protocol.handle(own.scheme, (request) => answer(own, root, request))
}

async function answer(own: AppAddress, root: string, request: Request): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refuse(405, 'Method not allowed', { Allow: 'GET, HEAD' })
  }
  const file = resolveAppFile(root, own, request.url)
  const content = file && (await read(file.path))
  if (!file || !content) return refuse(404, 'Not found')
  const headers = { ...securityHeaders, 'Content-Type': file.contentType }
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(content), { headers })
}

/** Null where there is no such file, or a folder of that name; the page learns no more than that. */
async function read(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch {
    return null
  }
}

function refuse(status: number, text: string, extra: Record<string, string> = {}): Response {
  const headers = { ...securityHeaders, ...extra, 'Content-Type': 'text/plain; charset=utf-8' }
  return new Response(text, { status, headers })
}
