/**
 * What a workflow must not do, since whoever opens a pull request, moves a tag of an action or chooses a branch's name
 * could otherwise run a program with our rights.
 */
import { isScalar, parseDocument, visit } from 'yaml'
import type { Scalar } from 'yaml'

interface Step {
  uses?: string
  run?: string
  with?: Record<string, unknown>
}

interface Job {
  uses?: string
  needs?: string | string[]
  environment?: string
  permissions?: Record<string, string> | string
  'timeout-minutes'?: number
  steps?: Step[]
}

export interface Workflow {
  on: unknown
  permissions?: unknown
  concurrency?: unknown
  jobs: Record<string, Job>
}

/** What a job may be given, by its name in any workflow; every other job may read the repository alone. */
const RIGHTS: Record<string, Record<string, string>> = {
  draft: { contents: 'write', 'id-token': 'write', attestations: 'write' },
}
const READING: Record<string, string> = { contents: 'read' }

/** Expressions that nobody outside decides on, and which a script may therefore contain. There is none. */
const EXPRESSION = /\$\{\{/

export function readWorkflow(text: string): Workflow {
  return parseDocument(text).toJS() as Workflow
}

/** Returns a sentence for each rule that is broken, with the job that breaks it. */
export function findFaults(text: string): string[] {
  const workflow = readWorkflow(text)
  return [
    ...findUnpinned(text),
    ...findTriggers(workflow),
    ...(isEmpty(workflow.permissions) ? [] : ['the workflow has rights that its jobs do not ask for']),
    ...(workflow.concurrency === undefined ? ['runs are not kept from getting into each other’s way'] : []),
    ...Object.entries(workflow.jobs).flatMap(([name, job]) =>
      findJobFaults(name, job).map((fault) => `${name}: ${fault}`),
    ),
  ]
}

/** Returns all jobs that have to end before this one begins. */
export function findEarlier({ jobs }: Workflow, name: string): string[] {
  const needs = [jobs[name]?.needs ?? []].flat()
  return [...new Set([...needs, ...needs.flatMap((one) => findEarlier({ on: null, jobs }, one))])].toSorted()
}

/** A tag can be moved to another program, a commit cannot. The comment says which version a person looked at. */
function findUnpinned(text: string): string[] {
  const faults: string[] = []
  visit(parseDocument(text), {
    Pair(_, pair) {
      if (!isScalar(pair.key) || pair.key.value !== 'uses' || !isScalar(pair.value)) return
      const { value, comment } = pair.value as Scalar<string>
      if (value.startsWith('./')) return
      if (!/^[\w-]+\/[\w./-]+@[0-9a-f]{40}$/.test(value)) faults.push(`${value} is not pinned by a commit`)
      else if (!/^ v\d+\.\d+\.\d+$/.test(comment ?? ''))
        faults.push(`${value} has no comment with its version`)
    },
  })
  return faults
}

/** These run with our rights on what a stranger sent. */
function findTriggers({ on }: Workflow): string[] {
  const triggers = typeof on === 'string' ? [on] : Array.isArray(on) ? on : Object.keys(on as object)
  return ['pull_request_target', 'workflow_run', 'issue_comment']
    .filter((trigger) => triggers.includes(trigger))
    .map((trigger) => `${trigger} runs with our rights on what anybody sent`)
}

function findJobFaults(name: string, job: Job): string[] {
  const faults: string[] = []
  const allowed = RIGHTS[name] ?? READING
  const { permissions } = job
  if (typeof permissions !== 'object') faults.push('does not say its rights one by one')
  else {
    for (const [right, level] of Object.entries(permissions)) {
      if (allowed[right] !== level) faults.push(`may not have ${right}: ${level}`)
    }
  }
  // A job that is another workflow has the limits of the jobs there.
  if (job.uses === undefined && job['timeout-minutes'] === undefined) faults.push('has no limit of time')
  for (const { uses = '', run = '', with: options } of job.steps ?? []) {
    if (EXPRESSION.test(run)) faults.push('a script contains an expression: give it by env')
    if (uses.startsWith('actions/checkout@') && options?.['persist-credentials'] !== false) {
      faults.push('checkout leaves its credentials for the next steps')
    }
  }
  const writes = Object.values(allowed).includes('write')
  if (
    writes &&
    job.steps?.some(({ uses = '', run = '' }) => /checkout@/.test(uses) || /\bnp[mx]\b/.test(run))
  ) {
    faults.push('a job that may write runs code of the repository or of npm')
  }
  return faults
}

function isEmpty(permissions: unknown): boolean {
  return typeof permissions === 'object' && permissions !== null && Object.keys(permissions).length === 0
}
