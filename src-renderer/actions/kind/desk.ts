import type { Exchange } from '../../../src-core/contract/exchange.ts'
import type { Guide } from '../../composables/useGuide.ts'
import type { Navigation } from '../../composables/useNavigation.ts'
import type { Undo } from '../../composables/useUndo.ts'
import type { ComparisonDesk, MarksDesk, ReplayDesk, ShareDesk } from './exchange-desk.ts'
import type { FilterDesk, IssuesDesk } from './filter-desk.ts'
import type { SeveralDesk } from './several-desk.ts'
import type { BurstDesk, RehearsalDesk, SendingDesk } from './send-desk.ts'

/**
 * The parts that actions work with. Each screen puts its own part there while it exists; an action asks for what it needs and
 * does not know who does it. The parts are read while buttons are drawn, so their values follow the state.
 */
export interface Desk {
  navigation: Navigation
  undo: Undo
  guide: Guide
  /** The panel that is open beside its button; only one is at a time. `usePanel` gives a panel its share of it. */
  panel: Panel | null
  /** Copies a text, and tells the result for a moment. */
  copy(text: string | (() => Promise<string>)): void
  /** Closes the uppermost panel, dialog or menu, as Escape does. */
  close(): void
  live: LiveDesk | null
  answering: AnsweringDesk | null
  reply: ReplyDesk | null
  replyViews: ReplyViewsDesk | null
  convert: ConvertDesk | null
  sign: SignDesk | null
  /** The keys with which the Sign screen encrypts. */
  seal: SealDesk | null
  /** The request that is made of the values on the Sign screen. */
  made: MadeDesk | null
  send: SendDesk | null
  /** The Send screen. */
  sending: SendingDesk | null
  /** The current account's rules; null while they are closed. */
  rules: RulesDesk | null
  accounts: AccountsDesk | null
  /** On whichever screen one is. */
  waiting: WaitingDesk | null
  /** On whichever screen one is. */
  reach: ReachDesk | null
  rows: RowsDesk | null
  /** Null until it is loaded, with the first row. */
  several: SeveralDesk | null
  filter: FilterDesk | null
  issues: IssuesDesk | null
  /** The details of the exchange that is shown; null if none is. */
  detail: DetailDesk | null
  replay: ReplayDesk | null
  comparison: ComparisonDesk | null
  marks: MarksDesk | null
  share: ShareDesk | null
  checkUp: CheckUpDesk | null
  burst: BurstDesk | null
  rehearsal: RehearsalDesk | null
}

/** The check-up of the address that is chosen. */
export interface CheckUpDesk {
  readonly canStart: boolean
  start(): void | Promise<void>
  /** One is under way, of whichever address. */
  readonly canStop: boolean
  stop(): void
  readonly canRepeat: boolean
  /** Tries again what failed. */
  repeatFailed(): void | Promise<void>
  readonly hasFailed: boolean
  /** Shows the failed cases alone, or all. */
  toggleFailed(): void
  readonly canReport: boolean
  /** Resolves to what is known of each case, as Markdown. */
  writeReport(): Promise<string>
}

/** The list's rows, for the actions that change them. */
export interface RowsDesk {
  canRemove(): boolean
  /** Deletes the selected row; that can be undone for a few seconds. */
  remove(): void
  hasSeveralAccounts(): boolean
  /** Shows the rows of this account alone, or of all. */
  toggleAccount(): void
}

/** The messages that wait to be answered by hand. */
export interface WaitingDesk {
  any(): boolean
  /** Goes to the one that has the least time left. */
  go(): void
}

/** The current account's public address, and the tunnel behind it. */
export interface ReachDesk {
  readonly canCheck: boolean
  /** Calls the address as WeChat would. */
  check(): void | Promise<void>
  /** A program was chosen, and no tunnel runs. */
  readonly canStart: boolean
  start(): void | Promise<void>
  /** A tunnel runs. */
  readonly canStop: boolean
  stop(): void | Promise<void>
}

/** The panels that actions open. An account has two doors, of which the one beside the address is only a button. */
export type Panel =
  | 'palette'
  | 'keys'
  | 'account'
  | 'account-strip'
  | 'policy'
  | 'backends'
  | 'send'
  | 'fans'
  | 'targets'
  | 'deliveries'
  | 'keep'
  | 'clear'
  | 'list-view'
  | 'templates'
  | 'ahead'
  | 'samples'
  | 'wechat'
  | 'tunnel-output'

export interface LiveDesk {
  /** This stands where the details are. */
  readonly cover:
    | 'rules'
    | 'arrival'
    | 'reach'
    | 'replay'
    | 'comparison'
    | 'copy'
    | 'transfer'
    | 'issues'
    | 'guide'
    | null
  /** There is a row, or a message that waits. */
  readonly hasRows: boolean
  /** The selected exchange; null until its details are there. */
  readonly exchange: Exchange | null
  /** The number of strangers among the rows; they may be hidden. */
  readonly strangers: number
  /** Moves the selection of the list by rows. */
  move(step: number): void
  /** Selects the newest row and goes on following. */
  jump(): void
  /** There is a row that one left for the newest one. */
  readonly canGoBack: boolean
  goBack(): void
  /** Puts the focus into the details of the selected row, or into the reply. */
  open(): void
  /** Returns true while the focus is in the details or in the reply. */
  isInDetails(): boolean
  /** Puts the focus into the list. */
  back(): void
  /** Opens the context menu at the selected row. */
  menu(): void
  toggleRules(): void
  /** Opens or closes the list of what to check when nothing arrives, or the public address with its tunnel. */
  toggle(cover: 'arrival' | 'reach'): void
  /** Shows the public address, unless the guide shows it already. */
  showReach(): void
  toggleStrangers(): void
  /** Opens the editor with a rule that answers messages like the selected one, with the reply that was written to it. */
  makeRule(): void
  readonly canAddRule: boolean
  /** Opens the editor with a new rule, or with the one that is still in it. */
  newRule(): void
}

/** The current account's way of answering. */
export interface AnsweringDesk {
  /** The account's address at the responder. */
  readonly address: string
  readonly canRelay: boolean
  choose(how: 'hand' | 'success' | 'relay'): void | Promise<void>
}

/** The reply to the message that is shown and waits. */
export interface ReplyDesk {
  readonly canSend: boolean
  /** The id of the message; null if it does not wait any more. */
  readonly shownFor: string | null
  send(): void
  sendSuccess(): void
  /** Opens the editor with a rule that answers messages like this one as the form says. */
  makeRule(): void
}

/** The views of the reply that is shown: as on the phone, as it is written, byte by byte. */
export interface ReplyViewsDesk {
  /** There is more than one, and they are shown one at a time. */
  readonly several: boolean
  /** Shows the next one. */
  turn(): void
}

export interface ConvertDesk {
  readonly isEmpty: boolean
  /** There is XML, and it is no earlier result. */
  readonly hasXml: boolean
  openFile(): void
  /** These three work on the side that has the cursor, or else on the XML. */
  save(): void
  format(): void
  minify(): void
  clear(): void
  /** Shows the JSON in the other view. */
  turnView(): void
  readonly canSwap: boolean
  swap(): void
}

/** The tabs of the Sign screen, in their order. */
export const signTabs = ['signature', 'open', 'seal', 'alarm'] as const
export type SignTab = (typeof signTabs)[number]

export interface SignDesk {
  readonly tab: SignTab
  show(tab: SignTab): void
  /** Fills the tab with a sample; what stood there can be restored. */
  fillSample(): void
  /** Gives the signed request the present timestamp and a random nonce. */
  renew(): void
  readonly canRestore: boolean
  restore(): void
}

export interface SealDesk {
  /** Puts a new key into its field. */
  createKey(): void
}

/** Each is null while something is missing. */
export interface MadeDesk {
  readonly url: string | null
  readonly curl: string | null
  /** Code that verifies the signature, in the programming language chosen last. */
  readonly code: string | null
}

/** The test messages of the Live screen. */
export interface SendDesk {
  /** Something was sent since the page was opened. */
  readonly canRepeat: boolean
  repeat(): void
  /** Somebody answers by hand, so that messages wait. */
  readonly canWait: boolean
  togglePatience(): void
}

export interface RulesDesk {
  readonly any: boolean
  import(): void
  export(): void
}

export interface AccountsDesk {
  readonly several: boolean
  choose(id: string): void
  next(): void
  /** Creates an account, which becomes the current one, and shows its panel. */
  create(): Promise<void>
  /** The cause if the last one could not be created; null otherwise. */
  readonly failure: unknown
}

/** The parts of an exchange, in the order of their tabs. */
export const detailTabs = ['message', 'reply', 'request', 'signature', 'layers', 'backends'] as const
export type DetailTab = (typeof detailTabs)[number]

export interface DetailDesk {
  /** The parts that have something to show. */
  tabs: readonly DetailTab[]
  show(tab: DetailTab): void
  /** Shows the details in a window of their own; a tab of the browser is one. */
  openWindow(): void
  /** Takes signature and ciphertext to the Sign screen. */
  openInSign(): void
}
