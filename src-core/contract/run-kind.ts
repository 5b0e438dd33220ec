/**
 * What several exchanges can belong to. `send`: the deliveries of one message. `replay`: what was sent again of one
 * exchange. `check-up`: all cases of one check-up. `burst`: the messages of many at once.
 * `rehearsal`: all deliveries of all steps of one rehearsal.
 */
export const runKinds = ['send', 'replay', 'check-up', 'burst', 'rehearsal'] as const
export type RunKind = (typeof runKinds)[number]

/** `id` may have letters, digits, `_` and `-`. */
export function createRunId(kind: RunKind, id: string): string {
  return `${kind}-${id}`
}

/** Returns null if the id is of a kind that this version does not know. */
export function kindOfRun(run: string): RunKind | null {
  return runKinds.find((kind) => run.startsWith(`${kind}-`)) ?? null
}

/** A run of this kind has hundreds of exchanges, and a screen of its own. */
export const largeRunKinds = ['check-up', 'burst'] as const satisfies readonly RunKind[]

/** Returns true if it belongs to a run that would drown the list. */
export function isOfLargeRun({ run }: { run?: string | null | undefined }): boolean {
  return largeRunKinds.some((kind) => run?.startsWith(createRunId(kind, '')))
}
