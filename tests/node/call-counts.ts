import { Session } from 'node:inspector/promises'

/**
 * Runs `work` and counts the calls of our own functions meanwhile, as V8 itself counts them: nothing is replaced.
 * `countOf` returns the number of calls of the function with this name in the file whose path ends with `file`.
 */
export async function countCalls<Result>(work: () => Promise<Result>) {
  const session = new Session()
  session.connect()
  try {
    await session.post('Profiler.enable')
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
    // Discards the calls made while this was being set up.
    await session.post('Profiler.takePreciseCoverage')
    const done = await work()
    const { result } = await session.post('Profiler.takePreciseCoverage')
    const countOf = (file: string, name: string) =>
      result
        .filter(({ url }) => url.endsWith(file))
        .flatMap(({ functions }) => functions.filter(({ functionName }) => functionName === name))
        .reduce((sum, { ranges }) => sum + (ranges[0]?.count ?? 0), 0)
    return { done, countOf }
  } finally {
    session.disconnect()
  }
}
