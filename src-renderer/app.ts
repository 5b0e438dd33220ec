import { createApp } from 'vue'
import type { Client } from '../src-core/contract/client.ts'
import App from './App.vue'
import { createTranslations } from './i18n/create-i18n.ts'
import type { Language } from './i18n/texts.ts'
import type { Messages } from './i18n/zh.ts'
import { createWorkbench } from './workbench/create-workbench.ts'

/** Shows the screens in place of the frame. */
export async function showApp(client: Client, language: Language, texts: Messages): Promise<void> {
  const workbench = createWorkbench(client)
  const translations = createTranslations(language, texts)
  await hasFrame()
  createApp(App, { workbench }).use(translations).mount('#app')
}

/** Resolves once all of `index.html` is read. */
async function hasFrame(): Promise<void> {
  if (document.readyState !== 'loading') return
  await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve))
}
