/**
 * Loaded into Electron's installer before anything else, and tells its parent whether the network is alive: the
 * installer itself would wait for minutes. `asking` opens a request, `received` is a part of the answer, `done` its
 * end.
 */
export type DownloadState = 'asking' | 'received' | 'done'

const ask = globalThis.fetch

globalThis.fetch = async (...request) => {
  tell('asking')
  try {
    const answer = await ask(...request)
    if (!answer.body) {
      tell('done')
      return answer
    }
    const { status, statusText, headers } = answer
    return new Response(answer.body.pipeThrough(createMeter()), { status, statusText, headers })
  } catch (error) {
    tell('done')
    throw error
  }
}

function createMeter(): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  return new TransformStream({
    transform(chunk, controller) {
      tell('received')
      controller.enqueue(chunk)
    },
    flush: () => tell('done'),
  })
}

function tell(state: DownloadState): void {
  process.send?.(state)
}
