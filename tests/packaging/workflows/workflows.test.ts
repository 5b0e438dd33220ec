import { readdirSync, readFileSync } from 'node:fs'
import { join, matchesGlob } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../../../packaging/project.ts'
import { findEarlier, findFaults, readWorkflow } from './workflow-rules.ts'

const folder = join(root, '.github/workflows')
const files = readdirSync(folder).filter((file) => /\.ya?ml$/.test(file))
const read = (file: string) => readFileSync(join(folder, file), 'utf8')

const GOOD = `on: push
permissions: {}
concurrency: one
jobs:
  test:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@0123456789012345678901234567890123456789 # v1.2.3
        with:
          persist-credentials: false
      - run: echo "$NAME"
        env:
          NAME: \${{ github.ref_name }}
  draft:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: write
    steps:
      - run: gh release create
`

describe('a workflow', () => {
  it.each(files)('%s breaks no rule', (file) => {
    expect(findFaults(read(file))).toEqual([])
  })

  it('checks first, then tests, then packs, then writes', () => {
    expect(findEarlier(readWorkflow(read('ci.yml')), 'test')).toEqual(['lint'])
    const release = readWorkflow(read('release.yml'))
    expect(release.jobs['checks']?.uses).toBe('./.github/workflows/ci.yml')
    for (const system of ['linux', 'windows', 'macos']) {
      expect(findEarlier(release, system)).toEqual(['checks', 'version'])
    }
    expect(findEarlier(release, 'draft')).toEqual([
      'checks',
      'collect',
      'linux',
      'macos',
      'version',
      'windows',
    ])
  })

  // An upload fails where no pattern matches anything, and says nothing of one that matches nothing.
  it.each([
    ['linux', 'mpscope-1.2.3.tgz'],
    ['linux', 'mpscope-1.2.3-linux-x64.tar.gz'],
    ['linux', 'mpscope-1.2.3-linux-x86_64.AppImage'],
    ['linux', 'mpscope-1.2.3-linux-x86_64.rpm'],
    ['linux', 'mpscope_1.2.3_amd64.deb'],
    ['windows', 'mpscope-1.2.3-win-x64-setup.exe'],
    ['macos', 'mpscope-1.2.3-mac-arm64.dmg'],
    ['macos', 'mpscope-1.2.3-mac-arm64.zip'],
  ])('takes from %s %s, which is made in dist/', (system, file) => {
    const steps = readWorkflow(read('release.yml')).jobs[system]?.steps ?? []
    const upload = steps.find(({ uses = '' }) => uses.startsWith('actions/upload-artifact@'))
    const patterns = String(upload?.with?.['path']).trim().split(/\s+/)
    expect(patterns.filter((pattern) => matchesGlob(`dist/${file}`, pattern))).toHaveLength(1)
  })

  it.each(['windows', 'macos'])('rehearses %s on a branch, where no secret may be used', (system) => {
    const { environment } = readWorkflow(read('release.yml')).jobs[system]!
    expect(environment).toBe("${{ github.ref_type == 'tag' && 'release' || '' }}")
  })

  it('may be as the example, in which each rule is broken below', () => {
    expect(findFaults(GOOD)).toEqual([])
  })

  it.each([
    ['0123456789012345678901234567890123456789', 'v1', 'is not pinned by a commit'],
    ['0123456789012345678901234567890123456789', '01234567', 'is not pinned by a commit'],
    [' # v1.2.3', '', 'has no comment with its version'],
    [' # v1.2.3', ' # the newest', 'has no comment with its version'],
    ['on: push', 'on: [push, pull_request_target]', 'pull_request_target runs with our rights'],
    ['on: push', 'on:\n  workflow_run:\n    workflows: [CI]', 'workflow_run runs with our rights'],
    ['permissions: {}', 'permissions: read-all', 'the workflow has rights'],
    ['permissions: {}\n', '', 'the workflow has rights'],
    ['concurrency: one\n', '', 'into each other’s way'],
    ['contents: read', 'contents: write', 'test: may not have contents: write'],
    ['contents: read', 'packages: read', 'test: may not have packages: read'],
    ['permissions:\n      contents: read', 'permissions: write-all', 'test: does not say its rights'],
    ['    permissions:\n      contents: read\n', '', 'test: does not say its rights'],
    ['    timeout-minutes: 5\n', '', 'test: has no limit of time'],
    ['"$NAME"', '"${{ github.event.issue.title }}"', 'test: a script contains an expression'],
    ['"$NAME"', '"${{ github.ref_name }}"', 'test: a script contains an expression'],
    ['persist-credentials: false', 'fetch-depth: 0', 'test: checkout leaves its credentials'],
    ['gh release create', 'npm ci', 'draft: a job that may write runs code'],
  ])('would be told of %j as %j', (was, is, fault) => {
    expect(GOOD).toContain(was)
    expect(findFaults(GOOD.replace(was, is))).toEqual([expect.stringContaining(fault)])
  })
})
