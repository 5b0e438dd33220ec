/** On a Mac, Command takes the place of Ctrl, whichever shell shows the page. */
export function isMac(): boolean {
  return navigator.platform.startsWith('Mac')
}
