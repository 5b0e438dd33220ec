/*
 * The start, in which nothing waits that could go on beside another thing:
 *
 * 1. `index.html` is the frame of the workbench. The browser paints it as soon as it has the style sheet, in the language
 *    and theme that the host has written into it.
 * 2. This file is small, so that it runs while the browser still reads the rest. It opens the connection and asks for
 *    the texts.
 * 3. `app.ts`, which `index.html` announces, is one file with all that the first row needs: Vue, the rail, the strip
 *    and the list.
 * 4. Everything else is loaded when somebody looks at it (`loadLater`), or as soon as the rows are there (`useLater`, both
 *    in `ui/load-later.ts`): details, the form of a reply, panels, menus, palette, the other screens.
 *
 * `tests/e2e/load-later.spec.ts` bounds the bytes of 2 and 3, `npm run bench -- page` those and the time.
 */
import { loadTexts, systemLanguage } from './i18n/texts.ts'
import './styles/main.css'
import { createClient } from './transport/connect.ts'
import { createIpcTransport, desktopBridge } from './transport/ipc.ts'
import { createWebSocketTransport, takeCredential } from './transport/websocket.ts'

const bridge = desktopBridge()
const client = createClient(bridge ? createIpcTransport(bridge) : createWebSocketTransport(takeCredential()))

// The host knows the language that was chosen, and writes it into the page.
const { lang } = document.documentElement.dataset
const language = lang === 'zh' || lang === 'en' ? lang : systemLanguage()
const AGAIN_MS = 1000
const failed = document.getElementById('start-failed')!

/** Loads the code and the texts. If they do not come, the page says so, and asks again until they are there. */
async function load() {
  try {
    return await Promise.all([import('./app.ts'), loadTexts(language)])
  } catch {
    failed.hidden = false
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    return load()
  }
}

/** Not awaited by this module: the app imports from it, and would wait for it. */
async function start(): Promise<void> {
  const [{ showApp }, texts] = await load()
  failed.hidden = true
  await showApp(client, language, texts)
}

failed.addEventListener('click', ({ target }) => {
  if (target instanceof HTMLButtonElement) location.reload()
})
void start()
// The first look at the storage waits for another process. After the first paint it costs nothing: the app is being read.
requestAnimationFrame(() => setTimeout(() => localStorage.length))
