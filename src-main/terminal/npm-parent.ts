const LOOK_EVERY_MS = 500

/** A script that is our command and nothing else, as that of `npx mpscope` is; npm puts the command's arguments behind. */
const OUR_COMMAND = /^\s*['"]?mpscope['"]?(?:\s[^&|;]*)?$/

/**
 * Calls `onGone` once npm has ended, which runs us: by `npx`, or as a script of this package or of another one. A signal
 * to end that does not come from the keyboard reaches npm alone: npm passes it on to its shell, and most shells end
 * without passing it on. We would stay behind, with the port. In other cases a parent may end first for good reasons, as
 * behind `mpscope serve &`.
 */
export function watchNpm({ env, ppid: parent }: NodeJS.Process, onGone: () => void): void {
  const { npm_lifecycle_event: event, npm_lifecycle_script: script = '' } = env
  if (!event || (env['npm_package_name'] !== 'mpscope' && !OUR_COMMAND.test(script))) return
  // Nothing announces it, but an orphan gets another parent. (Not on Windows; there npm's whole tree ends.)
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    onGone()
  }, LOOK_EVERY_MS)
  timer.unref()
}
