import { createInjectionState } from '@vueuse/core'

/**
 * A composable that provides what it creates to the components below, and one that takes it there. As VueUse's
 * `createInjectionState`, but to take what nobody provides throws: it is a mistake and not a case.
 */
export function createProvided<Args extends unknown[], Value>(
  name: string,
  create: (...args: Args) => Value,
): [provide: (...args: Args) => Value, use: () => Value] {
  const [provide, take] = createInjectionState(create, { injectionKey: name })
  function use(): Value {
    const value = take()
    if (value === undefined) throw new Error(`nothing provides ${name}`)
    return value
  }
  return [provide, use]
}
