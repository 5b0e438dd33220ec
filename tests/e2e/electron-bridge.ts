import type { Page } from '@playwright/test'
import type { Transport } from '../../src-renderer/transport/connect.ts'

/** Runs the screens' client here, over the bridge of a real window: preload, IPC and main process are real. */
export async function openBridge(page: Page): Promise<Transport> {
  const listeners = new Set<(text: string) => void>()
  await page.exposeFunction('hear', (text: string) => {
    for (const listener of listeners) listener(text)
  })
  await page.evaluate(() => {
    const { mpscope, hear } = globalThis as unknown as {
      mpscope: { onMessage(listener: (text: string) => void): void }
      hear(text: string): void
    }
    mpscope.onMessage((text) => hear(text))
  })
  return {
    open() {
      const own: ((text: string) => void)[] = []
      return Promise.resolve({
        post: (text) =>
          void page.evaluate(
            (message) =>
              (globalThis as unknown as { mpscope: { post(text: string): void } }).mpscope.post(message),
            text,
          ),
        onMessage(listener) {
          own.push(listener)
          listeners.add(listener)
        },
        onClose: () => {},
        close() {
          for (const listener of own) listeners.delete(listener)
        },
      })
    },
  }
}
