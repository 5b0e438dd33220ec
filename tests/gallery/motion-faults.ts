/**
 * Returns what moves, although the user asked for less motion, one line each. Runs in the page, and therefore uses
 * nothing outside itself.
 */
export function findMotionFaults(): string[] {
  return document.getAnimations().flatMap(({ effect }) => {
    const lasts = Number(effect?.getComputedTiming().duration ?? 0)
    const moved = effect instanceof KeyframeEffect ? effect.target : null
    return lasts > 0 ? [`moves for ${lasts} ms: ${moved?.outerHTML.slice(0, 80)}`] : []
  })
}
