/** Gives a text, or the parts of one, to the browser, or to the window's own "save as", as a file. */
export function saveFile(name: string, type: string, text: string | readonly string[]): void {
  const address = URL.createObjectURL(new Blob([text].flat(), { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has taken over the download by then; a kept address would hold the text for the page's lifetime.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
