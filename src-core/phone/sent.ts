import type { ExchangeMessage } from '../contract/exchange.ts'
import type { PhoneSent } from '../contract/phone-view.ts'
import { readField } from '../exchange/receive.ts'
import {
  describeAddress,
  describePicture,
  DESCRIPTION_MAX,
  endOfId,
  shorten,
  TEXT_MAX,
  TITLE_MAX,
} from './bounds.ts'
import { describeEvent } from './event-line.ts'
import { readUsersText } from './text-runs.ts'

/** Returns the user's side: a message in a bubble, or an event in a line. */
export function describeSent(message: ExchangeMessage): PhoneSent {
  const read = (name: string) => readField(message.json, name) ?? ''
  const title = (name: string) => shorten(read(name), TITLE_MAX)
  const mediaId = endOfId(read('MediaId'))
  switch (message.type.toLowerCase()) {
    case 'text':
      return readUsersText(read('Content'))
    case 'image':
      return { kind: 'image', picture: describePicture(read('PicUrl')), mediaId }
    case 'voice':
      return {
        kind: 'voice',
        format: title('Format'),
        words: shorten(read('Recognition'), TEXT_MAX),
        mediaId,
      }
    case 'video':
    case 'shortvideo':
      return { kind: 'video', mediaId }
    case 'location':
      return {
        kind: 'place',
        label: title('Label'),
        latitude: title('Location_X'),
        longitude: title('Location_Y'),
      }
    case 'link':
      return {
        kind: 'link',
        title: title('Title'),
        description: shorten(read('Description'), DESCRIPTION_MAX),
        address: describeAddress(read('Url')),
      }
    case 'file':
      return { kind: 'file', title: title('Title') }
    case 'miniprogrampage':
      return { kind: 'mini-program', title: title('Title'), path: title('PagePath') }
    case 'event':
      return { kind: 'event', says: describeEvent(message) }
    default:
      // A push of the open platform has no MsgType, and an InfoType instead.
      return { kind: 'other', type: shorten(message.type || read('InfoType'), TITLE_MAX) }
  }
}
