const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

/**
 * Keys of radio buttons whose choice takes effect at once: an arrow only goes to the next one, and Space or Enter chooses
 * it. By themselves arrows choose as well, so that whoever passes over a choice would set it for a moment.
 */
export function moveFocus(event: KeyboardEvent): void {
  const { target, currentTarget, key } = event
  if (!(target instanceof HTMLInputElement && target.type === 'radio' && currentTarget instanceof Element))
    return
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const step = STEPS[key]
  if (step === undefined && key !== 'Enter') return
  event.preventDefault()
  if (step === undefined) return target.click()
  const all = [...currentTarget.querySelectorAll<HTMLInputElement>('input[type=radio]:enabled')]
  all.at((all.indexOf(target) + step) % all.length)?.focus()
}
