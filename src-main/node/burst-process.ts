import { serveOwner } from './burst/generator.ts'
import type { FromGenerator, ToGenerator } from './burst/messages.ts'

/** Electron's name for the way to the process that started this one; under Node there is none. */
interface UtilityProcess {
  parentPort?: {
    postMessage(message: FromGenerator): void
    on(event: 'message', listener: (event: { data: ToGenerator }) => void): void
  }
}

/** Runs as a process of its own: one burst, then it is ended. It does not outlive the process that started it. */
const { parentPort } = process as UtilityProcess
if (parentPort) {
  serveOwner({
    post: (message) => parentPort.postMessage(message),
    onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data)),
  })
} else {
  process.on('disconnect', () => process.exit())
  serveOwner({
    post: (message) => void process.send?.(message),
    onMessage: (listener) => process.on('message', (message) => listener(message as ToGenerator)),
  })
}
