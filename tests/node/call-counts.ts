import { Session } from 'node:inspector/promises'

/**
 * Runs `work` and counts the calls of our own functions meanwhile, as V8 itself counts them: nothing is replaced.
 * `countOf` tells how often the function of a name in the file that ends with `file` was called.
 */
export async function countCalls<Result>(work: () => Promise<Result>) {
  const session = new Session()
  session.connect()
  try {
    await session.post('Profiler.enable')
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
    // What was counted while this was being set up.
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
