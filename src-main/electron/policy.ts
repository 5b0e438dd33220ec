/*
 * Threat model. The page shows what strangers send. If some of it ever runs as script, it must find no way out: no
 * window but for one of our exchanges, no navigation to a page of its own, no frame, no network, no device, no permission; and no way to keep
 * the window from closing. The rules hold for every web contents, not only for our window, so that they also cover a
 * contents that nobody thought of. `permissions.ts` and `external-links.ts` decide what may be granted and opened.
 */
import { app, shell } from 'electron'
import type { Session, WebContents } from 'electron'
import type { AppAddress } from './app-address.ts'
import { externalLink } from './external-links.ts'
import { grantsPermission } from './permissions.ts'

/**
 * Must be called before the first window is made. `openExchange` makes the windows that the page may ask for, and
 * returns false if an address is for none of them; Chromium itself makes none.
 */
export function confineContents(openExchange: (address: string) => boolean): void {
  app.on('web-contents-created', (_event, contents) => confine(contents, openExchange))
}

function confine(contents: WebContents, openExchange: (address: string) => boolean): void {
  contents.setWindowOpenHandler(({ url }) => {
    if (openExchange(url)) return { action: 'deny' }
    const link = externalLink(url)
    if (link !== null) void shell.openExternal(link).catch((error: unknown) => console.error(error))
    return { action: 'deny' }
  })
  // These events do not occur when the main process itself loads and reloads the page.
  contents.on('will-navigate', (details) => details.preventDefault())
  contents.on('will-frame-navigate', (details) => details.preventDefault())
  contents.on('will-redirect', (details) => details.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  // Preventing this lets the page go although it has a `beforeunload` handler: the user decides about quitting.
  contents.on('will-prevent-unload', (event) => event.preventDefault())
  // Bluetooth asks for no permission: without this, the chooser might take the first device found. Empty means none.
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    event.preventDefault()
    choose('')
  })
  // A content security policy closes every network path except WebRTC.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}

/** The schemes by which a page could reach another machine, or a file that `app:` does not serve. */
const outside = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*']

/** Call once the app is ready. */
export function confineSession(session: Session, own: AppAddress): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl, isMainFrame }) =>
    answer(grantsPermission(own, { permission, requester: requestingUrl, isMainFrame })),
  )
  session.setPermissionCheckHandler((_contents, permission, requester, { isMainFrame }) =>
    grantsPermission(own, { permission, requester, isMainFrame }),
  )
  session.setDevicePermissionHandler(() => false)
  // The content security policy says the same; this also covers a document that came without it. The responder, the
  // sender and the relay use Node and never pass here.
  session.webRequest.onBeforeRequest({ urls: outside }, ({ url }, answer) =>
    answer({ cancel: !own.owns(url) }),
  )
  // The page may save what it has made itself, an export, and the user is asked where; nothing else may be downloaded.
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${own.origin}/`)) event.preventDefault()
  })
}
