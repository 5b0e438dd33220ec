import type { XmlElement } from './tree.ts'

/** An element on the way through a document, and the elements around it. */
export interface Step {
  element: XmlElement
  above: Step | null
}

/** Visits all elements in document order; skips everything below an element if `visit` returns false for it. */
export function walkElements(root: XmlElement, visit: (step: Step) => boolean): void {
  enter({ element: root, above: null }, visit)
}

/** Recurses as deep as a document may nest, which is `MAX_DEPTH`. */
function enter(step: Step, visit: (step: Step) => boolean): void {
  if (!visit(step)) return
  for (const child of step.element.children)
    if (child.type === 'element') enter({ element: child, above: step }, visit)
}

/** Returns the names of the elements down to this one, `/Articles/item`, behind the path of the root. */
export function pathOf({ element, above }: Step, rootPath: string): string {
  return above === null ? rootPath : `${pathOf(above, rootPath)}/${element.name}`
}
