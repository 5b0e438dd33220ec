/** What Linux says of the processes of one user. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

export interface ProcessState {
  pid: number
  /** With its arguments. */
  command: string
  /** From `/proc/PID/status`: Seccomp, NoNewPrivs, CapEff, NSpid …, the first value of each. */
  status: Record<string, string>
  /** The namespaces that differ from those of this process. */
  ownNamespaces: string[]
}

const NAMESPACES = ['user', 'pid', 'net'] as const

/** Processes that end meanwhile are left out. */
export function listProcesses(uid: number): ProcessState[] {
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return []
    try {
      const state = readProcess(Number(pid))
      // The real user: the helper of the sandbox has root's rights, and is theirs all the same.
      return Number(state.status['Uid']) === uid ? [state] : []
    } catch {
      return []
    }
  })
}

function readProcess(pid: number): ProcessState {
  const lines = readFileSync(`/proc/${pid}/status`, 'utf8').trim().split('\n')
  const status = Object.fromEntries(
    lines.map((line) => {
      const [key = '', values = ''] = line.split(/:\s*/, 2)
      return [key, key === 'NSpid' ? values : values.split(/\s/)[0]!]
    }),
  )
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  const ownNamespaces = NAMESPACES.filter(
    (kind) => readlinkSync(`/proc/${pid}/ns/${kind}`) !== readlinkSync(`/proc/self/ns/${kind}`),
  )
  return { pid, command, status, ownNamespaces }
}

/** One line for the test's output. */
export function describeProcess({ pid, command, status, ownNamespaces }: ProcessState): string {
  const isHelper = /^\S*\/chrome-sandbox /.test(command)
  const kind = isHelper ? 'helper' : (/--type=(\S+)/.exec(command)?.[1] ?? 'main')
  return (
    `${String(pid).padStart(8)} ${kind.padEnd(12)} Seccomp ${status['Seccomp']}, NoNewPrivs ${status['NoNewPrivs']}, ` +
    `capabilities ${Number(`0x${status['CapEff']}`) === 0 ? 'none' : status['CapEff']}, ` +
    `own namespaces: ${ownNamespaces.join(' ') || 'none'}`
  )
}
