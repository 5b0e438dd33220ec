import { createApp } from 'vue'
import App from './App.vue'
import { createTranslations } from './i18n/create-i18n.ts'
import './styles/main.css'
import { createClient } from './transport/connect.ts'
import { createIpcTransport, desktopBridge } from './transport/ipc.ts'
import { createWebSocketTransport, takeCredential } from './transport/websocket.ts'
import { createWorkbench } from './workbench/create-workbench.ts'

const bridge = desktopBridge()
const client = createClient(bridge ? createIpcTransport(bridge) : createWebSocketTransport(takeCredential()))

createApp(App, { workbench: createWorkbench(client) })
  .use(createTranslations())
  .mount('#app')
