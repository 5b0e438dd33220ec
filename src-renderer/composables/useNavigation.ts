import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import { createProvided } from './create-provided.ts'

export const screens = ['live', 'send', 'convert', 'sign', 'check-up', 'settings'] as const
export type Screen = (typeof screens)[number]

/** What one sends from the Send screen. */
export const sendModes = ['message', 'rehearsal', 'burst'] as const
export type SendMode = (typeof sendModes)[number]

export interface Navigation {
  /** True in a window that shows one exchange: there is no other screen to go to. */
  alone: boolean
  screen: Readonly<ShallowRef<Screen>>
  go(screen: Screen): void
  /** An exchange that somebody asked for on another screen; a new object every time. */
  wanted: Readonly<ShallowRef<{ id: string } | null>>
  /** Goes to the Live screen and selects an exchange there. */
  openExchange(id: string): void
  /** A text that somebody wanted to see on the Convert screen; a new object every time. */
  toConvert: Readonly<ShallowRef<TextToConvert | null>>
  openInConvert(text: TextToConvert): void
  /** A message that somebody wanted to have in the form of the Send screen; a new object every time. */
  toSend: Readonly<ShallowRef<MessageToOpen | null>>
  openInSend(message: MessageToOpen): void
  sendMode: ShallowRef<SendMode>
}

/** A kind of message of the catalogue with values for some of its fields, or a text. */
export type MessageToOpen =
  | { type: string; event?: string | undefined; set: Readonly<Record<string, string>> }
  | { text: string }

export interface TextToConvert {
  side: 'xml' | 'json'
  text: string
}

export const [provideNavigation, useNavigation] = createProvided(
  'navigation',
  ({ alone = false } = {}): Navigation => {
    const screen = shallowRef<Screen>('live')
    const wanted = shallowRef<{ id: string } | null>(null)
    const toConvert = shallowRef<TextToConvert | null>(null)
    const toSend = shallowRef<MessageToOpen | null>(null)
    const sendMode = shallowRef<SendMode>('message')
    return {
      alone,
      screen,
      go: (next) => (screen.value = next),
      wanted,
      openExchange(id) {
        screen.value = 'live'
        wanted.value = { id }
      },
      toConvert,
      openInConvert(text) {
        screen.value = 'convert'
        toConvert.value = { ...text }
      },
      toSend,
      openInSend(message) {
        screen.value = 'send'
        sendMode.value = 'message'
        toSend.value = { ...message }
      },
      sendMode,
    }
  },
)
