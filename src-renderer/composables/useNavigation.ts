import { inject, provide, shallowRef } from 'vue'
import type { InjectionKey, ShallowRef } from 'vue'

export const screens = ['live', 'convert', 'sign'] as const
export type Screen = (typeof screens)[number]

export interface Navigation {
  screen: Readonly<ShallowRef<Screen>>
  go(screen: Screen): void
  /** An exchange that somebody asked for elsewhere; another object every time. */
  wanted: Readonly<ShallowRef<{ id: string } | null>>
  /** Goes to the Live screen and selects an exchange there. */
  openExchange(id: string): void
}

const key: InjectionKey<Navigation> = Symbol('navigation')

export function provideNavigation(): Navigation {
  const screen = shallowRef<Screen>('live')
  const wanted = shallowRef<{ id: string } | null>(null)
  const navigation: Navigation = {
    screen,
    go: (next) => (screen.value = next),
    wanted,
    openExchange(id) {
      screen.value = 'live'
      wanted.value = { id }
    },
  }
  provide(key, navigation)
  return navigation
}

export function useNavigation(): Navigation {
  const navigation = inject(key)
  if (!navigation) throw new Error('no navigation provided')
  return navigation
}
