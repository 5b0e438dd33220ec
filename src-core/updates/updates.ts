import type { Handlers } from '../contract/command.ts'
import type { WorkbenchFact } from '../contract/events.ts'
import { CommandFailure } from '../contract/errors.ts'
import type { UpdateAnswer, updatesCommands, UpdatesStatus } from '../contract/updates.ts'
import type { Ports } from '../ports.ts'
import type { Settings } from '../settings/settings.ts'
import { askForRelease, NoRelease } from './ask-for-release.ts'
import { NOTHING_KEPT, readKept, writeKept } from './kept.ts'
import type { KeptUpdates } from './kept.ts'
import type { ReleaseSource } from './release.ts'
import { isOffered } from './version.ts'

const DAY_MS = 24 * 3_600_000
/** How often we look whether a day has passed: a timer of a day would stand still while the computer sleeps. */
const LOOK_MS = 3_600_000
/** The start has better things to do. */
const FIRST_LOOK_MS = 60_000

/** Knows whether there is a newer version, and asks: once a day if the user wants that, and when somebody says so. */
export interface UpdatesDesk {
  status(): UpdatesStatus
  /** To be called when the preferences have changed. */
  look(): void
  handlers: Handlers<typeof updatesCommands>
  end(): void
}

/**
 * Where no address of releases was built in, nothing is ever asked, whatever the preferences say. `report` is told of
 * defects of ours.
 */
export function createUpdates(
  { clock, version, updates: { source, file, client } }: Pick<Ports, 'clock' | 'version' | 'updates'>,
  settings: Pick<Settings, 'preferences'>,
  tell: (fact: WorkbenchFact) => void,
  report: (error: unknown) => void,
): UpdatesDesk {
  const releases = source.kind === 'releases' ? source : null
  const ending = new AbortController()
  let kept = releases ? readKept(file, releases) : NOTHING_KEPT
  /** False while the file takes nothing: then this run alone knows. */
  let isKept = true
  let underWay: Promise<UpdateAnswer> | null = null
  let cancelLook = () => {}

  function status(): UpdatesStatus {
    const { asked, release, putAside } = kept
    return { source, asked, newer: release && isOffered(release.version, version) ? release : null, putAside }
  }

  /**
   * Changes a part of what is known, after taking in what other workbenches on this folder know by now. Resolves to
   * false if that does not outlive this run.
   */
  function change(
    from: ReleaseSource,
    choose: (known: KeptUpdates) => Partial<KeptUpdates>,
  ): Promise<boolean> {
    return file.locked(() => {
      const known = isKept ? readKept(file, from) : kept
      const next = { ...known, ...choose(known) }
      const [text, textBefore] = [JSON.stringify(next), JSON.stringify(kept)]
      if (text !== JSON.stringify(known)) isKept = writeKept(file, next)
      kept = next
      if (text !== textBefore) tell({ type: 'updates.changed', updates: status() })
      return isKept
    })
  }

  /**
   * Resolves to true if it is our turn to ask: nobody on this folder has for a day, and from now on we have. A time in
   * the future was noted before somebody set the clock back; the day then begins anew. If nothing can be noted, it is
   * nobody's turn, or each start would ask.
   */
  async function takeTurn(from: ReleaseSource): Promise<boolean> {
    const now = clock.now()
    let isDue = false
    const isNoted = await change(from, ({ asked }) => {
      isDue = asked === null || now - asked >= DAY_MS
      return isDue || now < asked! ? { asked: now } : {}
    })
    return isDue && isNoted
  }

  async function ask(from: ReleaseSource): Promise<UpdateAnswer> {
    try {
      const release = await askForRelease({ client, clock }, from, ending.signal)
      await change(from, () => ({ release }))
      return { kind: status().newer ? 'newer' : 'newest' }
    } catch (error) {
      if (error instanceof NoRelease) return { kind: 'failed', why: error.why, detail: error.message }
      throw error
    }
  }

  /** Asks, or joins who asks already. */
  function askOnce(from: ReleaseSource): Promise<UpdateAnswer> {
    return (underWay ??= ask(from).finally(() => (underWay = null)))
  }

  async function askByItself(): Promise<void> {
    const wanted = () => settings.preferences.askForUpdates && !ending.signal.aborted
    if (releases && wanted() && (await takeTurn(releases)) && wanted()) await askOnce(releases)
  }

  function look(): void {
    if (releases) void askByItself().catch(report)
  }

  function lookIn(ms: number): void {
    cancelLook = clock.after(ms, () => {
      look()
      lookIn(LOOK_MS)
    })
  }

  if (releases) lookIn(FIRST_LOOK_MS)
  return {
    status,
    look,
    handlers: {
      'updates.ask': async () => {
        if (!releases) return { kind: 'off' }
        const asked = change(releases, () => ({ asked: clock.now() }))
        const answer = askOnce(releases)
        await asked
        return answer
      },
      'updates.putAside': async ({ version: putAside }) => {
        if (!releases) throw new CommandFailure('NOT_FOUND', 'This workbench never asks for new versions.')
        await change(releases, () => ({ putAside }))
        return status()
      },
    },
    end() {
      ending.abort()
      cancelLook()
    },
  }
}
