import type { XmlElement } from './tree.ts'

/** An element on the way through a document, and what it stands in. */
export interface Step {
  element: XmlElement
  above: Step | null
}

/** Visits all elements in document order; what is below one is left out where `visit` returns false. */
export function walkElements(root: XmlElement, visit: (step: Step) => boolean): void {
  enter({ element: root, above: null }, visit)
}

/** As deep as a document may nest, which is `MAX_DEPTH`. */
function enter(step: Step, visit: (step: Step) => boolean): void {
  if (!visit(step)) return
  for (const child of step.element.children)
    if (child.type === 'element') enter({ element: child, above: step }, visit)
}

/** Returns the names of the elements down to this one, `/Articles/item`, behind the path of the root. */
export function pathOf({ element, above }: Step, rootPath: string): string {
  return above === null ? rootPath : `${pathOf(above, rootPath)}/${element.name}`
}
