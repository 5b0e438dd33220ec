import { Session } from 'node:inspector/promises'
import { onTestFinished } from 'vitest'

/**
 * Counts how often functions of ours run, by V8's own count: nothing is replaced. Returns a function that tells how
 * often the function of this name, in the file that ends so, has run since it was asked last.
 */
export async function countCalls(): Promise<() => Promise<(file: string, name: string) => number>> {
  const session = new Session()
  session.connect()
  onTestFinished(() => session.disconnect())
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
  return async () => {
    const { result } = await session.post('Profiler.takePreciseCoverage')
    return (file, name) => {
      const scripts = result.filter(({ url }) => url.endsWith(file))
      if (scripts.length === 0) return 0
      return scripts
        .flatMap(({ functions }) => functions)
        .filter(({ functionName }) => functionName === name)
        .reduce((sum, { ranges }) => sum + (ranges[0]?.count ?? 0), 0)
    }
  }
}
