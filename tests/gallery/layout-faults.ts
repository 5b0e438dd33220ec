/**
 * Returns what is wrong with the layout of the page, one line each: text that is cut off, texts and controls that lie
 * over each other, whatever is outside the window, and a page that scrolls sideways. Runs in the page, and therefore
 * uses nothing outside itself.
 *
 * Text may be cut off by its own scroller, and by an ellipsis if a title tells the whole. Layers such as dialogs may
 * cover what is below them.
 */
export function findLayoutFaults(): string[] {
  const SLACK = 1.5
  const OVERLAP = 3
  const LAYERS =
    '[role=dialog], [role=menu], [role=tooltip], [role=listbox]:not(main *), [data-reka-popper-content-wrapper], .cm-tooltip, [data-floating]'
  const CONTROLS = 'button, a[href], input, select, textarea, [role=tab], [role=switch], [role=radio]'

  interface Box {
    left: number
    top: number
    right: number
    bottom: number
  }
  interface Piece {
    element: Element
    box: Box
    label: string
  }

  const faults = new Set<string>()
  const root = document.documentElement
  if (root.scrollWidth > root.clientWidth + SLACK) {
    faults.add(`the page scrolls sideways: ${root.scrollWidth} of ${root.clientWidth} px`)
  }

  const quote = (text: string) => {
    const short = text.replaceAll(/\s+/g, ' ').trim()
    return `“${short.length > 40 ? `${short.slice(0, 40)}…` : short}”`
  }
  const describe = (element: Element): string => {
    const named = element.closest('[aria-label], [id], [role]') ?? element
    const role = named.getAttribute('role') ?? named.tagName.toLowerCase()
    const classes = element.getAttribute('class')?.split(/\s+/).slice(0, 2).join('.') ?? ''
    const name = named.getAttribute('aria-label')
    return `<${element.tagName.toLowerCase()}${classes && `.${classes}`}> in ${role}${name ? ` ${quote(name)}` : ''}`
  }
  const intersect = (a: Box, b: Box): Box => ({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  })
  const isEmpty = ({ left, top, right, bottom }: Box) => right - left < 1 || bottom - top < 1

  /** Texts that only screen readers meet are one pixel large. */
  const isHidden = (element: Element): boolean => {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return true
    for (let at: Element | null = element; at; at = at.parentElement) {
      const { width, height } = at.getBoundingClientRect()
      const { overflowX, clipPath, position } = getComputedStyle(at)
      if (clipPath !== 'none' && position === 'absolute') return true
      if (overflowX !== 'visible' && width <= 1 && height <= 1) return true
    }
    return false
  }

  /** Returns the part of a box that is seen, or null; notes what cuts it off without a way to the rest. */
  const seenOf = ({ element, box, label }: Piece): Box | null => {
    let seen = box
    let isFree = getComputedStyle(element).position
    for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at)
      const holds = at === element || isFree === 'static' || isFree === 'relative' || isFree === 'sticky'
      const isHolder = style.position !== 'static' || style.transform !== 'none'
      if (holds || (isFree === 'absolute' && isHolder)) {
        const outer = at.getBoundingClientRect()
        const cutsX = style.overflowX !== 'visible' && style.display !== 'inline'
        const cutsY = style.overflowY !== 'visible' && style.display !== 'inline'
        const frame = {
          left: cutsX ? outer.left : -Infinity,
          right: cutsX ? outer.right : Infinity,
          top: cutsY ? outer.top : -Infinity,
          bottom: cutsY ? outer.bottom : Infinity,
        }
        const isCutX = seen.left < frame.left - SLACK || seen.right > frame.right + SLACK
        const isCutY = seen.top < frame.top - SLACK * 2 || seen.bottom > frame.bottom + SLACK * 2
        const scrolls = (overflow: string) => overflow === 'auto' || overflow === 'scroll'
        const isShort = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none'
        const isTold = at.closest('[title]') !== null || at.querySelector('[title]') !== null
        // In a row that wraps into a hidden line, the less important gives way as a whole.
        const givesWay = style.flexWrap === 'wrap' && seen.top >= frame.bottom - SLACK
        if (givesWay) return null
        if ((isCutX && !scrolls(style.overflowX)) || (isCutY && !scrolls(style.overflowY))) {
          if (!isShort) faults.add(`cut off: ${label}, by ${describe(at)}`)
          else if (!isTold) faults.add(`shortened without a title: ${label}`)
        }
        seen = intersect(seen, frame)
        if (isEmpty(seen)) return null
      }
      if (holds || isHolder) isFree = style.position
      if (isFree === 'fixed') break
    }
    const window = { left: 0, top: 0, right: innerWidth, bottom: innerHeight }
    if (
      seen.left < -SLACK ||
      seen.top < -SLACK ||
      seen.right > innerWidth + SLACK ||
      seen.bottom > innerHeight + SLACK
    ) {
      faults.add(`outside the window: ${label}`)
    }
    const inside = intersect(seen, window)
    return isEmpty(inside) ? null : inside
  }

  const pieces: Piece[] = []
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const element = node.parentElement
    const text = node.textContent?.trim() ?? ''
    if (
      !element ||
      text === '' ||
      element.closest('script, style, noscript, svg, option') ||
      isHidden(element)
    )
      continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const rect of range.getClientRects()) {
      const piece = { element, box: rect, label: `${quote(text)} ${describe(element)}` }
      const seen = isEmpty(rect) ? null : seenOf(piece)
      if (seen) pieces.push({ ...piece, box: seen })
    }
  }
  for (const element of document.querySelectorAll(CONTROLS)) {
    if (isHidden(element)) continue
    const name = element.getAttribute('aria-label') ?? element.textContent ?? ''
    const piece = {
      element,
      box: element.getBoundingClientRect(),
      label: `${quote(name)} ${describe(element)}`,
    }
    const seen = isEmpty(piece.box) ? null : seenOf(piece)
    if (seen) pieces.push({ ...piece, box: seen })
    if (element instanceof HTMLInputElement && element.value === '' && element.placeholder !== '') {
      const style = getComputedStyle(element)
      const pen = document.createElement('canvas').getContext('2d')!
      pen.font = style.font
      const room = element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
      if (pen.measureText(element.placeholder).width > room + 2 && !element.title) {
        faults.add(`cut off: the placeholder ${quote(element.placeholder)} ${describe(element)}`)
      }
    }
  }

  const isRelated = (a: Element, b: Element) => a === b || a.contains(b) || b.contains(a)
  const layerOf = (element: Element) => element.closest(LAYERS)
  const isSticky = (element: Element) => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      if (getComputedStyle(at).position === 'sticky') return true
    }
    return false
  }
  const isInPadding = (part: Element, input: Element) => {
    if (!(input instanceof HTMLInputElement)) return false
    const [outer, inner] = [input.getBoundingClientRect(), part.getBoundingClientRect()]
    const { paddingLeft, paddingRight } = getComputedStyle(input)
    const isBefore = inner.left >= outer.left && inner.right <= outer.left + parseFloat(paddingLeft) + SLACK
    const isAfter = inner.right <= outer.right && inner.left >= outer.right - parseFloat(paddingRight) - SLACK
    return isBefore || isAfter
  }
  /** An input's own label, icon or button may lie in its padding. */
  const isOneField = (a: Element, b: Element) => {
    const label = a.closest('label')
    return (label !== null && label === b.closest('label')) || isInPadding(a, b) || isInPadding(b, a)
  }
  pieces.sort((a, b) => a.box.top - b.box.top)
  pieces.forEach((one, index) => {
    for (const other of pieces.slice(index + 1)) {
      if (other.box.top > one.box.bottom) break
      const common = intersect(one.box, other.box)
      if (common.right - common.left < OVERLAP || common.bottom - common.top < OVERLAP) continue
      if (isRelated(one.element, other.element) || isOneField(one.element, other.element)) continue
      if (layerOf(one.element) !== layerOf(other.element)) continue
      if (isSticky(one.element) !== isSticky(other.element)) continue
      faults.add(`overlap: ${one.label} and ${other.label}`)
    }
  })
  return [...faults]
}
