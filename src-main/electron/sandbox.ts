/*
 * Threat model. Our window's options ask for Chromium's sandbox, and a test looks at them. A window that somebody adds
 * later may forget to, or ask for Node in its page; then one script in that page is a program on the user's machine.
 * So every renderer is put into the sandbox, whatever its window's options say.
 */
import type { App } from 'electron'

/**
 * Must be called as soon as this program is loaded. Whoever started us with `--no-sandbox` did so because there is none
 * to be had, as for root; Electron would take the switch away, and then nothing starts.
 */
export function sandboxAll(app: Pick<App, 'isReady' | 'commandLine' | 'enableSandbox'>): void {
  // A host that loads us late has its windows' options alone.
  if (app.isReady() || app.commandLine.hasSwitch('no-sandbox')) return
  app.enableSandbox()
}
