import type { ExchangeMessage } from '../contract/exchange.ts'

/**
 * Yields the values of a message by their path below the root, as in `SendPicsInfo/Count`; attributes are no values. Of
 * several of one name the first has the bare path, and the others are left out, or with `every` numbered: `List[2]/Id`.
 */
export function* leavesOf(
  { json, format }: Pick<ExchangeMessage, 'json' | 'format'>,
  every = false,
): Generator<[path: string, value: string]> {
  // The simple view of XML has its root as its only key; JSON has the fields themselves.
  const root: unknown = format === 'json' ? json : Object.values(json as object)[0]
  yield* walk(root, '', every)
}

function* walk(value: unknown, path: string, every: boolean): Generator<[path: string, value: string]> {
  if (Array.isArray(value)) {
    const walked = every ? value : value.slice(0, 1)
    for (const [index, one] of walked.entries())
      yield* walk(one, index === 0 ? path : `${path}[${index + 1}]`, every)
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inside] of Object.entries(value)) {
      if (name === '#text') yield* walk(inside, path, every)
      else if (!name.startsWith('@')) yield* walk(inside, path === '' ? name : `${path}/${name}`, every)
    }
  } else if (value !== null && value !== undefined && path !== '') {
    yield [path, String(value)]
  }
}
