const LOOK_EVERY_MS = 500

/**
 * Calls `onGone` once npm, which runs us as a script of this package, has ended. A signal to end that does not come
 * from the keyboard reaches npm alone: npm passes it on to its shell, and most shells end without passing it on. We
 * would stay behind, with the port. In other cases a parent may end first for good reasons, as behind
 * `mpscope serve &`.
 */
export function watchNpm({ env, ppid: parent }: NodeJS.Process, onGone: () => void): void {
  if (env['npm_package_name'] !== 'mpscope' || !env['npm_lifecycle_event']) return
  // Nothing announces it, but an orphan gets another parent. (Not on Windows; there npm's whole tree ends.)
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    onGone()
  }, LOOK_EVERY_MS)
  timer.unref()
}
