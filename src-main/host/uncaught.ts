/**
 * Passes the first uncaught error to `tell`, and the others to `log` alone: a defect that repeats must not bury the
 * screen. The process goes on, since the responder may hold somebody's request, and an exchange is on disk before its
 * reply leaves.
 */
export function reportUncaught(
  tell: (error: unknown) => void,
  log: (error: unknown) => void = (error) => console.error(error),
): void {
  let told = false
  const report = (error: unknown) => {
    if (told) return log(error)
    told = true
    tell(error)
  }
  process.on('uncaughtException', report)
  process.on('unhandledRejection', report)
  // If a terminal has gone away, every further line fails; logging that would fail as well, without end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}
