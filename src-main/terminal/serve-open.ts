import type { ControlServer } from '../node/control-server.ts'
import { findOpener, openPage } from './open-page.ts'
import type { Warnings } from './serve-warnings.ts'
import type { Terminal } from './terminal.ts'

/** Opens the workbench in the browser, or says why that cannot be; the link on the terminal stays good. */
export function openBrowser(control: ControlServer, { env }: Terminal, { say }: Warnings): void {
  const opener = findOpener(process.platform, env)
  if (!opener) {
    return say({
      zh: '这里没有可以打开的浏览器（没有图形界面，或是远程登录）：请自己打开调试台的链接',
      en: 'there is no browser to open here (no display, or a remote login): open the workbench link yourself',
    })
  }
  openPage(opener, control.createLink('own-user'), env, (reason) =>
    say({
      zh: `打不开浏览器（${reason}）：请自己打开调试台的链接`,
      en: `the browser could not be opened (${reason}): open the workbench link yourself`,
    }),
  )
}
