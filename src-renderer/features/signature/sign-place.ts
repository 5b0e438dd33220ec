import { effectScope } from 'vue'
import { createProvided } from '../../composables/create-provided.ts'
import type { CurrentAccount } from '../../composables/useCurrentAccount.ts'
import type { Navigation } from '../../composables/useNavigation.ts'

/**
 * Keeps the state of the Sign screen at the root, so that what was typed is still there after a visit to another screen.
 * The state is made by the first who takes it (see `useSign`): the page starts without its code.
 */
export const [provideSign, useSignPlace] = createProvided(
  'sign',
  (currentAccount: CurrentAccount, navigation: Pick<Navigation, 'go'>) => ({
    currentAccount,
    navigation,
    /** Ends with the root. */
    scope: effectScope(),
    /** Null until it is made; `useSign` alone knows its type. */
    sign: null as object | null,
  }),
)
