/** The files that run as threads of their own. */
export type WorkerName = 'conversion-worker' | 'pattern-worker'

/** Where the host has them, from source or built. */
export type FindWorker = (name: WorkerName) => URL
