import { shallowReactive } from 'vue'
import { createProvided } from '../../composables/create-provided.ts'
import type { Navigation } from '../../composables/useNavigation.ts'
import type { Undo } from '../../composables/useUndo.ts'
import type { Desk } from './desk.ts'

export const [provideDesk, useDesk] = createProvided('desk', (navigation: Navigation, undo: Undo): Desk =>
  shallowReactive({ navigation, undo, live: null }),
)
