/** Hands a text to the browser, or to the window's own "save as", as a file. */
export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has been taken over by then; kept, it would hold the text for as long as the page lives.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
