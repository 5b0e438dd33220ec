import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { FromGenerator, ToGenerator } from './messages.ts'

/** The process of a generator, as its owner sees it. */
export interface GeneratorProcess {
  post(message: ToGenerator): void
  onMessage(listener: (message: FromGenerator) => void): void
  /** Called once, however it ends. */
  onExit(listener: () => void): void
  kill(): void
}

/** Starts the file as a process. A window has another way than a terminal. */
export type StartGenerator = (file: URL) => GeneratorProcess

/** Starts it under the Node that runs us, without a shell, and with no environment but what Node itself needs. */
export const forkGenerator: StartGenerator = (file) => {
  const child = fork(fileURLToPath(file), {
    env: {},
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return {
    // It may have ended meanwhile, of which `onExit` tells.
    post: (message) => void (child.connected && child.send(message, () => {})),
    onMessage: (listener) => child.on('message', (message) => listener(message as FromGenerator)),
    onExit(listener) {
      child.once('exit', listener)
      child.once('error', listener)
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
