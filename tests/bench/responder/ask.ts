import { once } from 'node:events'
import type { EventEmitter } from 'node:events'

/**
 * Sends a question with `post` and resolves to the other side's answer; one question at a time. Rejects if the other
 * side ends or fails first.
 */
export async function ask<Answer>(other: EventEmitter, post: () => void): Promise<Answer> {
  const over = new AbortController()
  const { signal } = over
  const gone = once(other, 'exit', { signal }).then(([code]) => {
    throw new Error(`ended with ${code} while it was asked`)
  })
  const answered = once(other, 'message', { signal }) as Promise<[Answer]>
  try {
    post()
    return (await Promise.race([answered, gone]))[0]
  } finally {
    over.abort()
    await Promise.allSettled([answered, gone])
  }
}
