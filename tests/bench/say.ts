/** Tells a person at the terminal how far the benchmark is; a script gets the results alone. */
export function say(what: string): void {
  if (process.stderr.isTTY) console.error(what)
}
