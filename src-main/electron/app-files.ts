/*
 * Threat model. Script that got into the page (or a link in it) asks for `app://mpscope/…` addresses that would lead
 * out of the folder: `..` plain, encoded once or twice, with backslashes, drive letters, NUL, or a second host. What
 * stops it: the host is compared; the path is decoded once, and each part must be a plain file name made of letters,
 * digits and `._-` that does not start with a dot. Nothing else is looked up, so there is no list of tricks to keep
 * complete. Only known kinds of file are served, so nothing is ever left to be guessed from its content.
 */
import { extname, join } from 'node:path'
import type { AppAddress } from './app-address.ts'

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

const plainName = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/

export interface AppFile {
  path: string
  contentType: string
}

/** The file of `root` that an address names, or null where there can be none. Whether it exists is not asked here. */
export function resolveAppFile(root: string, own: AppAddress, address: string): AppFile | null {
  if (!own.owns(address)) return null
  const path = decodePath(new URL(address).pathname)
  if (path === null || !path.startsWith('/')) return null
  const names = (path === '/' ? '/index.html' : path).slice(1).split('/')
  if (!names.every((name) => plainName.test(name))) return null
  const contentType = contentTypes[extname(names.at(-1) ?? '')]
  return contentType === undefined ? null : { path: join(root, ...names), contentType }
}

function decodePath(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return null
  }
}

/**
 * Nothing but what the page brings along. Styles may be inline because CodeMirror puts its own into the document;
 * scripts may not, neither inline nor from text. The page reaches the workbench through the preload, so it needs to
 * connect to nothing.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** On every answer, refusals included. */
export const securityHeaders: Record<string, string> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}
