import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { workingKeys } from '../../actions/keys/find-action.ts'
import type { KeySetting } from '../../actions/keys/find-action.ts'
import { ariaOfKey, textOfKey } from '../../actions/keys/key-text.ts'
import type { Action } from '../../actions/kind/action.ts'
import { useDesk } from '../../actions/kind/useDesk.ts'
import { actions } from '../../actions/registry.ts'
import { useWorkbench } from '../../composables/useWorkbench.ts'
import { isMac } from './is-mac.ts'

/** Gives actions in the language of the screen, with the keys that work here. */
export function useActions() {
  const { state, shell } = useWorkbench()
  const { locale } = useI18n()
  const onMac = isMac()
  const setting = computed((): KeySetting => {
    const { keys = {}, singleKeys = true } = state.value?.preferences ?? {}
    return { keys, singleKeys, allKeys: shell.allKeys }
  })
  return {
    setting,
    nameOf: (action: Action) => action.name[locale.value],
    keysOf: (action: Action) => workingKeys(action, setting.value),
    keyText: (key: string) => textOfKey(key, onMac),
    /** Returns a text for a mouse that rests on a button, with the key that does the same. */
    withKey: (text: string, key: string | null) =>
      key === null ? text : `${text} (${textOfKey(key, onMac)})`,
    keyAria: (keys: readonly string[]) => keys.map((key) => ariaOfKey(key, onMac)).join(' ') || undefined,
  }
}

/** Returns what a button of an action shows and does. Throws if the registry has no such action. */
export function useAction(id: string) {
  const action = actions.find((one) => one.id === id)
  if (!action) throw new Error(`there is no action ${id}`)
  const desk = useDesk()
  const { nameOf, keysOf, withKey, keyAria } = useActions()
  const keys = computed(() => keysOf(action))
  const key = computed(() => keys.value[0] ?? null)
  const name = computed(() => nameOf(action))
  return {
    icon: action.icon,
    name,
    /** The first key that does it. */
    key,
    /** The name with its key, for a mouse that rests on it. */
    title: computed(() => withKey(name.value, key.value)),
    keyshortcuts: computed(() => keyAria(keys.value)),
    enabled: computed(() => action.applies(desk)),
    perform: () => void action.perform(desk),
  }
}
