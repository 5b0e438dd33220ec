import { BACKENDS_MAX } from '../contract/account.ts'
import type { Account } from '../contract/account.ts'
import { RULES_MAX } from '../contract/limits.ts'
import { withPathsApart } from './kept.ts'
import type { Kept } from './kept.ts'

/**
 * Merges two workbenches' changes of the same settings: both started from `base`, and `theirs` was saved first. If only
 * one changed a value, that change is taken; if both did, `ours` wins, since it is later. Accounts, rules, backends,
 * templates and samples are matched by id; an item that one removed and the other changed stays. A part in which `theirs` makes no
 * difference is the same object as in `ours`.
 */
export function mergeSettings(base: Kept, ours: Kept, theirs: Kept): Kept {
  const accounts = mergeList(base.accounts, ours.accounts, theirs.accounts, mergeAccount)
  const preferences = mergeFields(base.preferences, ours.preferences, theirs.preferences)
  const templates = mergeList(base.templates, ours.templates, theirs.templates, later)
  const samples = mergeList(base.samples, ours.samples, theirs.samples, later)
  // Each workbench may have removed the other's last account.
  const reachable = withPathsApart(accounts.length > 0 ? accounts : ours.accounts)
  return {
    accounts: isSame(ours.accounts, reachable) ? ours.accounts : reachable,
    preferences: isSame(ours.preferences, preferences) ? ours.preferences : preferences,
    templates: isSame(ours.templates, templates) ? ours.templates : templates,
    samples: isSame(ours.samples, samples) ? ours.samples : samples,
  }
}

function mergeAccount(base: Account, ours: Account, theirs: Account): Account {
  const rules = mergeList(base.rules, ours.rules, theirs.rules, later)
  const backends = mergeList(base.backends, ours.backends, theirs.backends, later)
  const account: Account = {
    ...mergeFields(base, ours, theirs),
    // Longer lists could not be read back.
    rules: rules.length > RULES_MAX ? ours.rules : rules,
    backends: backends.length > BACKENDS_MAX ? ours.backends : backends,
  }
  const { policy } = account
  if (policy.kind !== 'relay' || account.backends.some(({ id }) => id === policy.backend)) return account
  // One workbench relays to a backend that the other removed.
  return { ...account, policy: ours.policy, backends: ours.backends }
}

function mergeFields<Fields extends object>(base: Fields, ours: Fields, theirs: Fields): Fields {
  const names = Object.keys(ours) as (keyof Fields)[]
  return Object.fromEntries(
    names.map((name) => [name, later(base[name], ours[name], theirs[name])]),
  ) as Fields
}

/** Returns our value if we changed it, else theirs. */
function later<Value>(base: Value, ours: Value, theirs: Value): Value {
  return isSame(base, ours) ? theirs : ours
}

function mergeList<Item extends { id: string }>(
  base: readonly Item[],
  ours: readonly Item[],
  theirs: readonly Item[],
  mergeItem: (base: Item, ours: Item, theirs: Item) => Item,
): Item[] {
  const [before, here, there] = [base, ours, theirs].map((list) => new Map(list.map((one) => [one.id, one])))
  // The order is theirs unless we changed it; the other side's additional items follow.
  const isMoved = !isSame([...before!.keys()], [...here!.keys()])
  const ids = new Set([...(isMoved ? here! : there!).keys(), ...here!.keys(), ...there!.keys()])
  return [...ids].flatMap((id) => {
    const [old, mine, other] = [before!.get(id), here!.get(id), there!.get(id)]
    if (mine && other) return [mergeItem(old ?? other, mine, other)]
    const only = (mine ?? other)!
    // One of the two removed it: it goes unless the other one changed it meanwhile.
    return old && isSame(old, only) ? [] : [only]
  })
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** The place of a change: `['accounts', id, field]`, with the item's id if the field is a list; secrets are fields. */
export type ChangePath = string[]

/** Lists the differences between the two. */
export function listChanges(before: Kept, after: Kept): ChangePath[] {
  const [old, now] = [flatten(before), flatten(after)]
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((key) => old.get(key) !== now.get(key))
    .map((key) => JSON.parse(key) as ChangePath)
}

/** Returns each value that is merged by itself, as JSON, by its path as JSON. */
function flatten({ accounts, preferences, templates, samples }: Kept): Map<string, string> {
  const flat = new Map<string, string>()
  const add = (value: unknown, ...path: string[]) => flat.set(JSON.stringify(path), JSON.stringify(value))
  for (const { rules, backends, ...fields } of accounts) {
    for (const [name, value] of Object.entries(fields)) add(value, 'accounts', fields.id, name)
    for (const rule of rules) add(rule, 'accounts', fields.id, 'rules', rule.id)
    for (const backend of backends) add(backend, 'accounts', fields.id, 'backends', backend.id)
  }
  for (const [name, value] of Object.entries(preferences)) add(value, 'preferences', name)
  for (const template of templates) add(template, 'templates', template.id)
  for (const sample of samples) add(sample, 'samples', sample.id)
  return flat
}
