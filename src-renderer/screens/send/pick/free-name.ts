import { SAMPLE_NAME_MAX } from '../../../../src-core/contract/sample.ts'
import type { OwnSample } from '../../../../src-core/contract/sample.ts'

/**
 * Returns a name under which nothing is kept in this collection: the title, or the title with a number. Whoever wants to
 * replace something types its name.
 */
export function freeName(
  title: string,
  samples: readonly Pick<OwnSample, 'name' | 'collection'>[],
  collection: string,
): string {
  const taken = new Set(samples.filter((one) => one.collection === collection).map(({ name }) => name))
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : ` ${number}`
    const name = title.slice(0, SAMPLE_NAME_MAX - suffix.length) + suffix
    if (!taken.has(name)) return name
  }
}
