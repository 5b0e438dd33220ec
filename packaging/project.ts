/** What every package says of the project, from one place each: package.json, and the repository that releases it. */
import { join } from 'node:path'
import { NpmError } from '../scripts/run-npm.ts'
import manifest from '../package.json' with { type: 'json' }

export const root = join(import.meta.dirname, '..')

/** Where packages are made; git ignores it. */
export const dist = join(root, 'dist')

export const { name, version, license } = manifest

/** The name that people see. */
export const PRODUCT_NAME = '公众号调试台'

/** Something that can be made; `run.ts` lists all. */
export interface Product {
  /** One line for the list. */
  summary: string
  /** Resolves with the files that it made. Throws a `PackagingError`. */
  make(args: string[]): Promise<string[]>
}

/** Something is missing or not as it has to be; the message says what to do, and is all that is printed. */
export class PackagingError extends Error {
  override readonly name = 'PackagingError'
}

/** Returns true for what is told by its message alone: whoever packages can do something about it. */
export function isTold(error: unknown): error is Error {
  return error instanceof PackagingError || error instanceof NpmError
}

/**
 * Returns the `owner/name` of the GitHub repository that releases, which is known where it runs and nowhere in the
 * sources: a fork releases for itself.
 */
export function findRepository(env: NodeJS.ProcessEnv): string | null {
  const repository = env['GITHUB_REPOSITORY'] ?? ''
  return /^[\w.-]+\/[\w.-]+$/.test(repository) ? repository : null
}

/** Where the newest release says what it is; an app that was released asks there, if the user said yes. */
export function findLatestAddress(repository: string): string {
  return `https://github.com/${repository}/releases/latest/download/latest.json`
}
