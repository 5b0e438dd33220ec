/*
 * Threat model. Our window's options ask for Chromium's sandbox, and a test looks at them. A window that somebody adds
 * later may forget to, or ask for Node in its page; then one script in that page is a program on the user's machine.
 * So every renderer is put into the sandbox, whatever its window's options say.
 */
import type { App } from 'electron'

/**
 * Must be called as soon as this program is loaded. People start us with `--no-sandbox` if no sandbox works, as for
 * root; Electron would ignore the switch, and then nothing would start.
 */
export function sandboxAll(app: Pick<App, 'isReady' | 'commandLine' | 'enableSandbox'>): void {
  // If a host loads us late, only its windows' options count.
  if (app.isReady() || app.commandLine.hasSwitch('no-sandbox')) return
  app.enableSandbox()
}
