import type { Exchange, ExchangeSummary } from '../contract/exchange.ts'
import type { Grouping } from '../contract/listing.ts'
import type { Query } from '../contract/query.ts'
import type { ClearedPart, RemovalTarget } from '../contract/removal.ts'
import type { HistoryStatus } from '../contract/workbench.ts'
import type { FoundRows } from './found-rows.ts'

export interface ListedExchanges {
  items: ExchangeSummary[]
  more: boolean
}

/**
 * Keeps all exchanges, newest first. Recording never throws and never loses the exchange that it is given: an exchange
 * that the disk does not take waits in memory until it does, and the status says so.
 */
export interface History {
  status(): HistoryStatus
  /** Reports every change that recording here does not make; takes one listener. */
  watch(listener: HistoryListener): void
  /**
   * From the call on, all the other methods find it. Resolves when the exchange is committed, or is known to wait for
   * the disk; never rejects.
   */
  record(exchange: Exchange, summary: ExchangeSummary): Promise<void>
  /** Null if it is not there, or its record is damaged. */
  get(id: string): Exchange | null
  /** True also if its record is damaged. */
  has(id: string): boolean
  /**
   * Returns the exchanges that match `where`, or all; older than `before`, or from the newest. Throws for a question that
   * looks into the exchanges (see `isDeep`): only a search does that.
   */
  list(query: { where?: Query; before?: string | undefined; limit: number }): ListedExchanges
  /** Begins a search for the exchanges that match, each a row of its own, or grouped. Nothing is read before `look`. */
  search(where: Query, grouping?: Grouping): Search
  /**
   * Gives `take` what it counts of the exchanges that match, newest first, some at a time, while it returns true; requests
   * are answered in between. Resolves to false if a regular expression took too long for that; never rejects.
   */
  survey(where: Query, take: (some: readonly Surveyed[]) => boolean): Promise<boolean>
  /**
   * Returns up to `limit` values of this key that begin so, in whatever case, each with the number of exchanges that have
   * it among the newest ones; the most frequent first.
   */
  values(key: TextKey, begins: string, limit: number): { value: string; count: number }[]
  /** Replaces the exchange of this id; does nothing if that is gone. Never throws. */
  amend(exchange: Exchange, summary: ExchangeSummary): void
  /**
   * Returns the genuine deliveries of this message to this account since `since` (epoch milliseconds), newest first,
   * `limit` at most.
   */
  deliveries(query: { account: string; messageKey: string; since: number; limit: number }): Exchange[]
  /**
   * Keeps the exchange to record if the workbench ends before its request is answered; called again when it changes. It
   * is not an exchange yet: the other methods do not find it. `record` of the same id ends it. Never throws.
   */
  hold(exchange: Exchange): void
  /**
   * Returns what was on hold when its workbench ended, oldest first; from now on it is on hold here. Leaves out what
   * another running workbench holds.
   */
  takeInterrupted(): Promise<Exchange[]>
  /** Returns the number of exchanges in this part, the pinned ones apart. Never throws. */
  count(part: ClearedPart): { count: number; pinned: number }
  /** Returns the bytes that it takes on the disk; null if it is in memory only. Never throws. */
  size(): number | null
  /** Limits the refused exchanges that are kept; the oldest goes first, strangers before lookalikes. */
  limitRefused(limit: RefusedLimit): void
  /** Makes each commit wait until the disk has it, or not. Takes effect at once. */
  setDurable(durable: boolean): void
  /** Tells whether commits wait for the disk, as the open file has it. */
  isDurable(): boolean
  /** Limits the bytes of all exchanges on the disk: the oldest go, refused ones first, pinned ones never. */
  limitBytes(bytes: number): void
  /**
   * Hides the exchanges that are there and meant, all at once: from the call on no other method finds them, here or in
   * another process with the same file. Resolves to their number, and to the name of this removal. They are erased by
   * `erase`, when this history is closed, or when the next one is opened if this one ends suddenly. Throws
   * HISTORY_NOT_CLEARED if nothing can be hidden.
   */
  hide(target: RemovalTarget): Promise<{ removal: string; count: number }>
  /** Shows again what that removal hid. Throws NOT_FOUND if it is being erased, or was shown already. */
  restore(removal: string): Promise<void>
  /**
   * Removes what that removal hid. Resolves once no file holds any of it; throws HISTORY_NOT_CLEARED if that cannot be
   * done now, and tries again by itself then.
   */
  erase(removal: string): Promise<void>
  /**
   * Erases what lies beyond these bounds and is not pinned, in steps between which requests are answered. Resolves to
   * their number, and throws, like `erase`; where nothing was to be removed, nothing is written.
   */
  removeBeyond(bounds: KeptBounds): Promise<number>
  close(): Promise<void>
}

/** What is counted of an exchange. */
export interface Surveyed {
  id: string
  /** Epoch milliseconds. */
  receivedAt: number
  /** Null if its record is damaged. */
  durationMs: number | null
  genuine: boolean
  /** The codes of its findings, each once. */
  codes: readonly string[]
}

/** Keys whose values are texts. */
export type TextKey = 'type' | 'event' | 'from' | 'to' | 'path' | 'method' | 'run' | 'messageKey' | 'code'

/** The exchanges that match a question, in step with what comes and goes. */
export interface Search {
  /**
   * Looks for at most so many milliseconds, at least at some exchanges, and answers requests in between; first at what has
   * come or changed since the last call. Never rejects.
   */
  look(ms: number): Promise<SearchProgress>
  /** Returns the rows found so far. They are to be used at once: the next `look` may change them. */
  rows(): FoundRows
  /**
   * Returns the summaries of these exchanges, by their numbers. What cannot be read any more is missing, and is no longer
   * found.
   */
  read(orders: readonly number[]): ReadonlyMap<number, ExchangeSummary>
  /** Returns the number of an exchange, which need not be found; null if it is not there. */
  orderOf(id: string): number | null
  /** Ends it. Nothing is to be called afterwards. */
  end(): void
}

export interface SearchProgress {
  /** The number of exchanges that were looked at, and that there are. */
  looked: number
  of: number
  /** Everything there was looked at. */
  done: boolean
  /** A regular expression took too long: the search stopped there. */
  tooSlow: boolean
  /** A number that all exchanges recorded from now on will exceed. */
  mark: number
}

/** The exchanges that stay; null sets no bound. */
export interface KeptBounds {
  /** Whose exchanges they are for; left out, all. Those of no account belong to `except`. */
  of?: { account: string } | { except: readonly string[] }
  /** Epoch milliseconds: those that came, or were imported, earlier go. */
  since: number | null
  /** The number of genuine exchanges that are not pinned, of which the newest stay. The refused ones have a limit of their own. */
  rows: number | null
}

/** The exchanges that the host wants kept; null sets no bound. */
export interface Retention {
  /** Milliseconds from the arrival of an exchange. */
  ageMs: number | null
  /** As in `KeptBounds`. */
  rows: number | null
}

export interface RefusedLimit {
  rows: number
  bytes: number
}

export interface HistoryListener {
  /** Called when something other than recording here changed the state of the disk or the count. */
  changed(status: HistoryStatus): void
  /** Called when this workbench, or another one on the same file, hid exchanges. */
  hidden(target: RemovalTarget): void
  /** Called when this workbench, or another one on the same file, shows again what was hidden. */
  restored(): void
  /** Called when this workbench removed exchanges for the sake of its bounds; `count` is the number of those left. */
  removed(ids: readonly string[], count: number): void
}
