/**
 * Returns text that is safe on one line of a terminal.
 *
 * Threat: this prints text that strangers send through the tunnel. An escape sequence in a MsgType could clear the
 * screen, forge lines or fill the clipboard (OSC 52), and direction marks could show a line as what it is not. So
 * control characters (C0, DEL, C1) and direction marks are shown by their number, and line breaks become blanks.
 */
export function oneLine(text: string): string {
  return text
    .trim()
    .replace(/[\r\n\u2028\u2029]+/g, ' ')
    .replace(
      /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
}
