import type { Messages } from './zh.ts'

export const payload: Messages['payload'] = {
  xml: 'XML as received',
  decrypted: 'XML, decrypted',
  json: 'JSON',
  jsonText: 'JSON as received',
  jsonDecrypted: 'JSON, decrypted',
  laidOut: 'JSON, laid out',
  body: 'Body as received',
  noBody: 'Empty body, 0 bytes.',
  noMessage: 'No message found in it',
  verification: 'A request to verify the address; there is no message in it.',
  rejected: 'The request was rejected and not read as a message. The findings above say why.',
  unreadable: 'The body is not a message that can be read.',
  notUtf8: 'The body is not UTF-8; this is the part that can be read.',
  incomplete: 'The body is not complete.',
  wrap: 'Wrap lines',
  find: 'Find',
  findIn: 'Find in {what}',
  resize: 'Resize XML and JSON',
  resizeList: 'Resize the list',
  bytes: '{count} bytes',
  showBytes: 'Raw bytes',
  bytesTitle: 'Raw bytes (hex)',
  large: 'Large: no colours, no wrapping',
  largeWhy:
    'Above a million characters, colours and wrapping are off so that scrolling and typing stay quick.',
  openInConvert: 'Open in Convert',
}

export const field: Messages['field'] = {
  label: 'About the field',
  hint: 'Put the cursor in a field to read here what it is; with the mouse, the note is beside it.',
  tooLarge: 'The document is large, so the two sides do not mark each other’s fields.',
  unknown: 'The catalogue does not describe this field.',
  path: 'field path',
  copyPath: 'Copy path',
}

export const badge: Messages['badge'] = {
  unsafeInteger: '> 2⁵³',
  unsafeIntegerNote: 'Above 2⁵³−1; read as a number it changes: {value} → {read}. Keep it a string.',
  unsafeIntegerLucky:
    'Above 2⁵³−1: as a number this value happens to stay the same, the next one may not. Keep it a string.',
  leadingZero: 'leading 0',
  leadingZeroNote: 'Read as a number it loses its zeros: {value} → {read}. Keep it a string.',
  controlCharacterNote: '{title} (at byte {offset}, counted from 0)',
  strayText: 'stray text',
}

export const rawAnswer: Messages['rawAnswer'] = {
  breaks: 'Raw bytes ({bytes}): wrong from byte {at}',
  ends: 'Raw bytes ({bytes}): the rest is missing',
  all: 'Show all bytes',
  noStatus: 'No whole HTTP response came, and no status.',
}
