import { createInjectionState } from '@vueuse/core'

/**
 * Returns a composable that provides what it creates to the components below, and one that they take it with. Like
 * VueUse's `createInjectionState`, except that taking something that nobody provides throws: it is a mistake and not a
 * case.
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
