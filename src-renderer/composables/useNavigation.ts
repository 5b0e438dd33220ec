import { inject, provide, shallowRef } from 'vue'
import type { InjectionKey, ShallowRef } from 'vue'

export const screens = ['live', 'convert'] as const
export type Screen = (typeof screens)[number]

export interface Navigation {
  screen: Readonly<ShallowRef<Screen>>
  go(screen: Screen): void
}

const key: InjectionKey<Navigation> = Symbol('navigation')

export function provideNavigation(): Navigation {
  const screen = shallowRef<Screen>('live')
  const navigation: Navigation = { screen, go: (next) => (screen.value = next) }
  provide(key, navigation)
  return navigation
}

export function useNavigation(): Navigation {
  const navigation = inject(key)
  if (!navigation) throw new Error('no navigation provided')
  return navigation
}
