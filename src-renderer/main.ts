import { createApp } from 'vue'
import type { App as VueApp } from 'vue'
import App from './App.vue'
import { createTranslations, systemLanguage } from './i18n/create-i18n.ts'
import StartFailed from './StartFailed.vue'
import './styles/main.css'
import { createClient } from './transport/connect.ts'
import { createIpcTransport, desktopBridge } from './transport/ipc.ts'
import { createWebSocketTransport, takeCredential } from './transport/websocket.ts'
import { createWorkbench } from './workbench/create-workbench.ts'

const bridge = desktopBridge()
const client = createClient(bridge ? createIpcTransport(bridge) : createWebSocketTransport(takeCredential()))
const workbench = createWorkbench(client)

// The host knows the language that was chosen, and writes it into the page.
const { lang } = document.documentElement.dataset
const language = lang === 'zh' || lang === 'en' ? lang : systemLanguage()

const AGAIN_MS = 1000

/** Shows the workbench as soon as its texts are there. Until then the page says what is wrong, if they do not come. */
async function start(failed: VueApp | null): Promise<void> {
  try {
    const translations = await createTranslations(language)
    failed?.unmount()
    createApp(App, { workbench }).use(translations).mount('#app')
  } catch {
    const page = failed ?? createApp(StartFailed)
    if (!failed) page.mount('#app')
    setTimeout(() => void start(page), AGAIN_MS)
  }
}
void start(null)
