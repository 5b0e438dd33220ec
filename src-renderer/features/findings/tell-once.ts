import type { Finding } from '../../../src-core/contract/exchange.ts'

/** Findings of one reply, or of the exchange as a whole. */
export interface FindingGroup {
  name: string
  findings: readonly Finding[]
}

export interface ToldGroup {
  /** The findings that no earlier group has. */
  findings: Finding[]
  /** Those that an earlier group has, too, each with its place in this one. */
  repeated: Finding[]
}

/** The names of the later groups that have a finding, too. */
export type AlsoIn = ReadonlyMap<Finding, readonly string[]>

/**
 * Tells each finding once, in the first group that has it: a guard, a back end and its copy often have the same fault.
 */
export function tellOnce(groups: readonly FindingGroup[]): { groups: ToldGroup[]; also: AlsoIn } {
  const first = new Map<string, Finding>()
  const also = new Map<Finding, string[]>()
  const told = groups.map(({ name, findings }): ToldGroup => {
    // Two findings of one group are two, even if they read alike.
    const known = new Map(first)
    const fresh = findings.filter((finding) => {
      const earlier = known.get(keyOf(finding))
      if (!earlier) {
        if (!first.has(keyOf(finding))) first.set(keyOf(finding), finding)
        return true
      }
      const names = also.get(earlier) ?? []
      if (!names.includes(name)) also.set(earlier, [...names, name])
      return false
    })
    return { findings: fresh, repeated: findings.filter((finding) => !fresh.includes(finding)) }
  })
  return { groups: told, also }
}

function keyOf({ code, severity, title }: Finding): string {
  return [code, severity, title.zh].join('\n')
}
