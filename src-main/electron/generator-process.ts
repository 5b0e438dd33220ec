import { fileURLToPath } from 'node:url'
import { utilityProcess } from 'electron'

/**
 * Starts a file as a process of Electron's own kind: the app is not to run as Node, which whoever could set its
 * environment would abuse.
 */
export function startUtilityProcess<Received, Sent>(file: URL) {
  const child = utilityProcess.fork(fileURLToPath(file), [], { serviceName: 'mpscope burst', env: {} })
  return {
    post: (message: Sent): void => child.postMessage(message),
    onMessage: (listener: (message: Received) => void): void => void child.on('message', listener),
    onExit: (listener: () => void): void => void child.once('exit', listener),
    kill: (): void => void child.kill(),
  }
}
