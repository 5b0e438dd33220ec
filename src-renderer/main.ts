import { createApp } from 'vue'
import App from './App.vue'
import { createTranslations, systemLanguage } from './i18n/create-i18n.ts'
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
void createTranslations(language).then((translations) =>
  createApp(App, { workbench }).use(translations).mount('#app'),
)
