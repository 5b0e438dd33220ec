/** Resolves once what is there is painted. */
export function isPainted(): Promise<void> {
  // A window that nobody sees is not painted.
  if (document.hidden) return Promise.resolve()
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
}
