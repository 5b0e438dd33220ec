/**
 * Returns what would move, although the user asked for less motion, one line each; what moved a moment ago is over
 * already, but its style is still there. Runs in the page, and therefore uses nothing outside itself.
 */
export function findMotionFaults(): string[] {
  const faults = new Set<string>()
  for (const element of document.body.querySelectorAll('*')) {
    for (const part of [undefined, '::before', '::after']) {
      const { animationName, animationDuration, transitionDuration } = getComputedStyle(element, part)
      const moves =
        animationName === 'none' ? transitionDuration : `${transitionDuration}, ${animationDuration}`
      if (moves.split(', ').some((time) => parseFloat(time) > 0)) {
        faults.add(`moves for ${moves}: ${element.outerHTML.slice(0, 80)} ${part ?? ''}`)
      }
    }
  }
  return [...faults]
}
