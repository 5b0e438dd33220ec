import { useLocalStorage } from '@vueuse/core'
import type { RemovableRef } from '@vueuse/core'

/** A value that this browser keeps. What it has under that name and does not fit counts as nothing. */
export function useStored<Value>(
  name: string,
  otherwise: Value,
  fits: (stored: unknown) => stored is Value,
): RemovableRef<Value> {
  return useLocalStorage<Value>(name, otherwise, {
    serializer: { read: (text) => readStored(text, otherwise, fits), write: JSON.stringify },
  })
}

/** Reads what the browser has stored, which may be anything: another version of the page has written it. */
export function readStored<Value>(
  text: string,
  otherwise: Value,
  fits: (stored: unknown) => stored is Value,
): Value {
  try {
    const stored: unknown = JSON.parse(text)
    return fits(stored) ? stored : otherwise
  } catch {
    return otherwise
  }
}

export function isText(value: unknown): value is string {
  return typeof value === 'string'
}

export function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText)
}

/** Returns the check for an object of any keys, whose values pass this one. */
export function isRecordOf<Value>(fits: (value: unknown) => value is Value) {
  return (stored: unknown): stored is Record<string, Value> =>
    typeof stored === 'object' &&
    stored !== null &&
    !Array.isArray(stored) &&
    Object.values(stored).every(fits)
}
