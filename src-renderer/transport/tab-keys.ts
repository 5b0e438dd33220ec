/*
 * The key of a page (`src-main/node/control-keys.ts`): made here, good for one run of the workbench. It lies in the
 * tab's own storage, where a reload finds it and the browser's history does not, and goes to a server only in the
 * header of a WebSocket. Another tab of this origin may borrow it: a link of the terminal is good for one tab alone.
 */
const STORED = 'mpscope.key'
const CHANNEL = 'mpscope.key'
/** A tab that is not frozen answers in a few milliseconds; on a busy machine 300 were too few. */
const ANSWER_WITHIN_MS = 1000

type Word = { ask: true } | { lend: string }

export function createKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function storedKey(): string | null {
  return sessionStorage.getItem(STORED)
}

export function storeKey(key: string): void {
  sessionStorage.setItem(STORED, key)
}

/**
 * Lends the key to any tab that asks. Returns a function that stops this: a key that no longer opens anything must not
 * be lent.
 */
export function lendKey(key: string): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if ('ask' in data) channel.postMessage({ lend: key } satisfies Word)
  }
  return () => channel.close()
}

/** Returns the key of another tab whose connection is open, or null if there is none. */
export function borrowKey(): Promise<string | null> {
  const channel = new BroadcastChannel(CHANNEL)
  return new Promise<string | null>((resolve) => {
    channel.onmessage = ({ data }: MessageEvent<Word>) => {
      if ('lend' in data) resolve(data.lend)
    }
    channel.postMessage({ ask: true } satisfies Word)
    setTimeout(resolve, ANSWER_WITHIN_MS, null)
  }).finally(() => channel.close())
}
