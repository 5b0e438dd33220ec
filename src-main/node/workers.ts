/** The files that run as their own threads. */
export type WorkerName = 'conversion-worker' | 'pattern-worker'

/** Finds the file in the host, unbuilt or built. */
export type FindWorker = (name: WorkerName) => URL
