import { app, protocol } from 'electron'
import type { PageFiles, PageLook } from '../host/page-files.ts'
import { lateAddress, ownAddress } from './app-address.ts'
import type { AppAddress } from './app-address.ts'
import { answerPage } from './app-page.ts'

/**
 * Registers our scheme and returns the page's address. Must be called as soon as this program is loaded: once Electron
 * is ready it registers nothing more, and then the page has another address (`lateAddress`). `standard`: the scheme has
 * hosts and origins, and relative addresses work; `secure`: the page is a secure context, without which there is no
 * clipboard. It gets neither fetch nor service workers.
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

/** Serves the page at our address to the window, and nothing at any other address of the scheme. */
export function serveAppFiles(own: AppAddress, files: PageFiles, look: () => PageLook): void {
  // Who has the packaged window has no repository whose scripts the page could name.
  const program = app.isPackaged ? 'npx mpscope' : undefined
  protocol.handle(own.scheme, (request) => answerPage(own, files, { ...look(), program }, request))
}
