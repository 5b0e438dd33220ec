/** The wire's two directions. Each message is one text; what is in it is the channel's business (`src-core/channel.ts`). */
export const TO_MAIN = 'mpscope:to-main'
export const TO_RENDERER = 'mpscope:to-renderer'

/** In UTF-16 units. Far above any payload that the commands take; a text without bounds could use up our memory. */
export const MAX_MESSAGE_LENGTH = 256 * 1024 * 1024

export function isMessage(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_MESSAGE_LENGTH
}
