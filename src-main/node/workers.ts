/** The files that run as threads or as a process of their own. */
export type WorkerName = 'conversion-worker' | 'pattern-worker' | 'burst-process'

/** Finds the file in the host, unbuilt or built. */
export type FindWorker = (name: WorkerName) => URL
