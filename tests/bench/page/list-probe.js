/**
 * Runs inside a page with a virtual list, ours or the bare one, before its own scripts. It measures where the person
 * sits: from what they do to the frame that shows it. To ask from outside would measure the driver as well.
 */
globalThis.listProbe = (() => {
  // What a field proposes is a list as well, but cannot be focused.
  const list = () => document.querySelector('[role=listbox][tabindex]')
  const rows = () => [...(list()?.querySelectorAll('[role=option]') ?? [])]
  const shown = () =>
    rows()
      .map(({ id, textContent }) => `${id} ${textContent}`)
      .join('\n')

  const PATIENCE_MS = 20_000
  let remembered = ''

  /** Resolves in the frame after the one that is drawn when this becomes true. */
  async function until(isTrue) {
    const begun = performance.now()
    while (!isTrue()) {
      if (performance.now() - begun > PATIENCE_MS) throw new Error(`Waited in vain for ${isTrue}\n${shown()}`)
      await new Promise(requestAnimationFrame)
    }
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    return performance.now()
  }

  /** Tells whether rows with something in them fill the list; between two days there is a line that is none. */
  function isFilled() {
    const { top, bottom, height } = list().getBoundingClientRect()
    let filled = 0
    let tallest = 0
    for (const row of rows()) {
      if (row.ariaBusy === 'true' || row.textContent.trim() === '') continue
      const box = row.getBoundingClientRect()
      filled += Math.max(0, Math.min(bottom, box.bottom) - Math.max(top, box.top))
      tallest = Math.max(tallest, box.height)
    }
    return filled >= height - 2 * tallest
  }

  return {
    /** Says so on the console when the first rows and the field to search in are there. */
    async tellUsable(word) {
      await new Promise((resolve) => {
        new MutationObserver((_changes, seen) => {
          if (!rows()[0] || !document.querySelector('input[role=combobox]')) return
          seen.disconnect()
          resolve()
        }).observe(document, { childList: true, subtree: true })
      })
      performance.measure(word, { start: 0, end: await until(() => true) })
      console.debug(word)
    },
    /** Scrolls to a place, from 0 to 1; resolves to the milliseconds until rows are drawn there. */
    async jump(place) {
      const { scrollHeight, clientHeight } = list()
      const begun = performance.now()
      list().scrollTop = place * (scrollHeight - clientHeight)
      // What stood there before the page knew of it does not count.
      await new Promise(requestAnimationFrame)
      return (await until(isFilled)) - begun
    },
    /** Returns the number of the row in the middle, and of how many the list speaks; 0 if it does not say. */
    where() {
      const { top, height } = list().getBoundingClientRect()
      const middle = rows().find((row) => row.getBoundingClientRect().bottom > top + height / 2)
      return { row: Number(middle?.ariaPosInSet ?? 0), of: Number(middle?.ariaSetSize ?? 0) }
    },
    /** Resolves to the milliseconds from the next input to the frame in which the list is another one. */
    typed() {
      const before = shown()
      const input = new Promise((resolve) => {
        document.addEventListener('input', resolve, { capture: true, once: true })
      })
      return input.then(async ({ timeStamp }) => (await until(() => shown() !== before)) - timeStamp)
    },
    /** Remembers the list as it is now; the other resolves when it is like that again. */
    remember() {
      remembered = shown()
    },
    isAsRemembered: () => until(() => shown() === remembered),
  }
})()
