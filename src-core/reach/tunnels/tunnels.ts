import type { Account } from '../../contract/account.ts'
import { CommandFailure } from '../../contract/errors.ts'
import type { WorkbenchFact } from '../../contract/events.ts'
import type { FoundTunnel, TunnelFailure, TunnelOutput, TunnelStatus } from '../../contract/tunnel.ts'
import { TUNNEL_PROGRAMS } from '../../contract/tunnel-programs.ts'
import type { TunnelField, TunnelProgram, TunnelValues } from '../../contract/tunnel-programs.ts'
import type { Ports } from '../../ports.ts'
import type { RunningTunnel, TunnelEnd } from '../../ports/tunnels.ts'
import { createFailures } from './failures.ts'
import { createLeftOvers } from './left-overs.ts'
import { cleanLine, createProgramOutput } from './output.ts'
import type { ProgramOutput } from './output.ts'
import type { ProgramRules, TunnelSign } from './program.ts'
import { PROGRAMS } from './programs.ts'
import { readPublicOrigin, withOrigin } from './public-origin.ts'
import { watchSleep } from './sleep-watch.ts'

/** A program that has named no address by then is said to have none; it goes on. */
const ADDRESS_WITHIN_MS = 30_000

/** Lines come in floods; the screens hear of their number this often. */
const LINES_EVERY_MS = 500

/** The tunnel of this workbench, from start to end. There is one at a time. */
export interface Tunnels {
  status(): TunnelStatus
  find(): Promise<FoundTunnel[]>
  /** Stops the one that runs, and resolves once the new one is started. Throws NOT_FOUND. */
  start(account: string, program: TunnelProgram): Promise<TunnelStatus>
  stop(): Promise<TunnelStatus>
  output(): TunnelOutput
  /** Looks for programs that an earlier run left behind. */
  resume(): Promise<void>
  endLeftOver(pid: number): Promise<TunnelStatus>
  keepLeftOver(pid: number): TunnelStatus
  /** Says anew what depends on the accounts. */
  refresh(): void
  /** Stops it for good; resolves when that is done. */
  end(): Promise<void>
}

/** A program from its start to its end. */
interface Run {
  program: TunnelProgram
  output: ProgramOutput
  running: RunningTunnel | null
  /** True once it has ended. */
  isOver: boolean
  stopTimers(): void
}

type Progress = Omit<TunnelStatus, 'publicUrl' | 'lines' | 'leftOver'>

const OFF: Progress = {
  state: 'off',
  program: null,
  account: null,
  origins: [],
  startedAt: null,
  upSince: null,
  endedAt: null,
  wokeAt: null,
  failure: null,
}

export function createTunnels(
  { tunnels: programs, clock, responder }: Pick<Ports, 'tunnels' | 'clock' | 'responder'>,
  accounts: () => readonly Account[],
  announce: (fact: WorkbenchFact) => void,
): Tunnels {
  let progress = OFF
  let run: Run | null = null
  let ends = false
  let cancelLines: (() => void) | null = null
  /** Starts and stops run one after the other. */
  let queue: Promise<unknown> = Promise.resolve()
  const leftOvers = createLeftOvers(programs, tell)

  function status(): TunnelStatus {
    const [origin] = progress.origins
    const account = accounts().find(({ id }) => id === progress.account)
    return {
      ...progress,
      publicUrl: origin !== undefined && account ? origin + account.path : null,
      lines: run?.output.count() ?? 0,
      leftOver: leftOvers.first(),
    }
  }

  let announced = JSON.stringify(status())

  function tell(): void {
    const now = status()
    const text = JSON.stringify(now)
    if (text === announced) return
    announced = text
    announce({ type: 'tunnel.changed', tunnel: now })
  }

  function set(change: Partial<Progress>): void {
    progress = { ...progress, ...change }
    tell()
  }

  const fail = (failure: TunnelFailure) => set({ state: 'failed', upSince: null, failure })

  function tellLinesSoon(): void {
    cancelLines ??= clock.after(LINES_EVERY_MS, () => {
      cancelLines = null
      tell()
    })
  }

  function enqueue<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = queue.then(work)
    queue = result.catch(() => {})
    return result
  }

  async function start(account: Account, program: TunnelProgram): Promise<TunnelStatus> {
    await stop()
    // An older program that does not stop would lead to the same place, and be forgotten.
    if (run !== null && !run.isOver) return status()
    if (ends) throw new CommandFailure('CANCELLED', 'The workbench is closing.')
    const failures = createFailures(program)
    const values = account.tunnel?.values[program] ?? {}
    progress = { ...OFF, state: 'starting', program, account: account.id, startedAt: clock.now() }
    const own: Run = {
      program,
      output: createProgramOutput(),
      running: null,
      isOver: true,
      stopTimers: () => {},
    }
    run = own
    const missing = findMissing(program, values)
    if (missing.length > 0) {
      fail(failures.incomplete(missing))
      return status()
    }
    tell()
    const rules = PROGRAMS[program] as ProgramRules<TunnelProgram>
    const read = rules.createReader()
    own.isOver = false
    own.running = programs.start(program, rules.createArguments(values, responder().port), {
      line(raw) {
        const line = own.output.add(raw)
        tellLinesSoon()
        const sign = read(line)
        if (sign !== null) follow(own, sign, line, rules.givenOrigin?.(values))
      },
      ended: (end) => finish(own, end),
    })
    if (own.running === null) {
      own.isOver = true
      fail(failures['not-installed'](null))
      return status()
    }
    const cancelAddress = clock.after(ADDRESS_WITHIN_MS, () => {
      if (progress.state !== 'starting') return
      const line = own.output.findTelling()
      fail(
        own.output.isUnreadable()
          ? failures.unreadable(null)
          : failures.noAddress(ADDRESS_WITHIN_MS / 1000, line),
      )
    })
    const cancelSleep = watchSleep(clock, () => set({ wokeAt: clock.now() }))
    own.stopTimers = () => {
      cancelAddress()
      cancelSleep()
    }
    return status()
  }

  function follow(own: Run, sign: TunnelSign, line: string, given: string | undefined): void {
    if (own !== run || progress.state === 'stopping') return
    if (sign.kind === 'trouble') {
      // One that is up mends its connection itself; and what came first is the cause.
      if (progress.state === 'starting' || progress.failure?.code === 'no-address')
        fail(createFailures(own.program)[sign.code](sign.said === undefined ? line : cleanLine(sign.said)))
      return
    }
    const text = sign.kind === 'address' ? sign.url : given
    if (text === undefined) return
    // What a person typed is theirs: it may be an address inside their network.
    const origin = sign.kind === 'address' ? readPublicOrigin(text) : new URL(text).origin
    if (origin === null) return
    const upSince = progress.upSince ?? clock.now()
    set({ state: 'up', failure: null, upSince, origins: withOrigin(progress.origins, origin) })
  }

  function finish(own: Run, end: TunnelEnd): void {
    // It was stopped, and this is how.
    if (own.isOver) return
    own.isOver = true
    own.stopTimers()
    if (own !== run || progress.state === 'stopping') return
    progress = { ...progress, endedAt: clock.now() }
    const failures = createFailures(own.program)
    const line = own.output.findTelling()
    if (end.error !== null) fail(failures.cannotStart(end.error))
    else if (progress.state === 'up') fail(failures.died(end, line))
    else if (progress.failure?.code === 'will-not-stop') set({ state: 'off', failure: null })
    // It has said why before.
    else if (progress.failure !== null && progress.failure.code !== 'no-address') tell()
    else if (own.output.isUnreadable()) fail(failures.unreadable(null))
    else fail(failures.exited(end, line))
  }

  async function stop(): Promise<TunnelStatus> {
    const own = run
    if (own === null || own.running === null || own.isOver) {
      if (progress.state === 'failed') set({ state: 'off', failure: null })
      return status()
    }
    set({ state: 'stopping', failure: null, upSince: null })
    own.stopTimers()
    if (await own.running.stop()) {
      own.isOver = true
      set({ state: 'off', endedAt: clock.now() })
    } else {
      fail(createFailures(own.program)['will-not-stop'](own.output.findTelling()))
    }
    return status()
  }

  return {
    status,
    find: () => programs.find(),
    start(id, program) {
      const account = accounts().find((one) => one.id === id)
      if (!account) throw new CommandFailure('NOT_FOUND', `There is no account ${id}.`)
      return enqueue(() => start(account, program))
    },
    stop: () => enqueue(stop),
    output: () => run?.output.last() ?? { lines: [], dropped: 0 },
    resume: leftOvers.look,
    async endLeftOver(pid) {
      await leftOvers.end(pid)
      return status()
    },
    keepLeftOver(pid) {
      leftOvers.keep(pid)
      return status()
    },
    refresh: tell,
    async end() {
      ends = true
      await enqueue(stop)
      cancelLines?.()
    },
  }
}

/** Returns the fields without which the program cannot be started. */
function findMissing<Program extends TunnelProgram>(
  program: Program,
  values: TunnelValues<Program>,
): string[] {
  const fields = Object.entries<TunnelField>(TUNNEL_PROGRAMS[program].fields)
  const required = fields.filter(([, { required: is }]) => is).map(([name]) => name)
  const given = new Set(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [name])),
  )
  const also = (PROGRAMS[program] as ProgramRules<Program>).findMissing?.(values) ?? []
  return [...required.filter((name) => !given.has(name)), ...also]
}
