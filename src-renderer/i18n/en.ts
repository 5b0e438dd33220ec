import { actions } from './actions.en.ts'
import { account, mode } from './account.en.ts'
import { arrival } from './arrival.en.ts'
import { burst } from './burst.en.ts'
import { checkUp } from './check-up.en.ts'
import { compose } from './compose.en.ts'
import { convert } from './convert.en.ts'
import { parts } from './detail.en.ts'
import { badge, field, payload, rawAnswer } from './panes.en.ts'
import { phone } from './phone.en.ts'
import { reach } from './reach.en.ts'
import { comparison, replay, target } from './replay.en.ts'
import { issues } from './issues.en.ts'
import { several } from './several.en.ts'
import { share, transfer } from './share.en.ts'
import { rehearsal } from './rehearsal.en.ts'
import { replyForm } from './reply.en.ts'
import { filter } from './filter.en.ts'
import { rows } from './rows.en.ts'
import { rules } from './rules.en.ts'
import { backendReplies, backends, relay } from './relay.en.ts'
import { attempts, evidence, place, repair, why } from './verdict.en.ts'
import { verdictWords } from './verdict-words.ts'
import { picker } from './picker.en.ts'
import { send } from './send.en.ts'
import { guide } from './guide.en.ts'
import { undo } from './undo.en.ts'
import { settings } from './settings.en.ts'
import { layers, sign, signature } from './sign.en.ts'
import { ahead, waiting } from './waiting.en.ts'
import type { Messages } from './zh.ts'

export const en: Messages = {
  app: {
    name: 'mpscope',
    title: 'mpscope · Official Account workbench',
    connecting: 'Connecting to the workbench…',
    loading: 'Loading…',
    lost: 'Lost the connection to the workbench; reconnecting…',
    lostHint: 'If it was restarted, open the new address that the terminal printed.',
  },
  refused: {
    title: 'A new link is needed',
    why: 'A link from the terminal works once, within 10 minutes. A tab opened with it can be reloaded and lets you open more tabs, but no such tab is open now.',
    todo: 'Press Enter in the terminal that runs the workbench, then open the link it prints.',
    restart: 'If that terminal is gone, start the workbench again:',
  },
  rail: {
    label: 'Main',
    live: 'Live',
    send: 'Send',
    convert: 'Convert',
    sign: 'Sign',
    'check-up': 'Check-up',
    account: 'Account',
    settings: 'Settings',
  },
  settings,
  strip: {
    label: 'Current account',
    address: 'Local address',
    account: 'Account: {name}',
    policy: 'Reply: {policy}',
    send: 'Send a test message',
  },
  copy: {
    copy: 'Copy',
    what: 'Copy {what}',
    copied: 'Copied',
    failed: 'Copying failed; please select and copy by hand',
  },
  notices: {
    label: 'Notices',
    moved: 'Port {from} was taken; using {port}. Point your tunnel at {port}.',
    dismiss: 'Dismiss',
    memory: {
      ephemeral: 'History is kept in memory only and is gone when this closes, as requested at start-up.',
      unsupported:
        'History is kept in memory only and is gone when this closes: this runtime has no SQLite, which Node has from 22.13 on.',
      failed:
        'History is kept in memory only and is gone when this closes: its file could not be opened or written.',
      locked:
        'History is in memory for now: another program is using its file. It is written as soon as the file is free.',
      full: 'History is in memory for now: the disk is full. It is written as soon as there is space.',
      'read-only':
        'New exchanges are in memory only and are gone when this closes: the data folder is read-only. Older ones can be read.',
      newer:
        'History is kept in memory only and is gone when this closes: a newer mpscope wrote its file, which is left untouched.',
    },
    waiting: '{count} waiting to be written.',
    dropped: 'Too many are waiting to be written; the oldest {count} were dropped.',
    damaged:
      'The history file was damaged and is kept as {file}; {salvaged} exchanges were salvaged, {lost} could not be read.',
    damagedWhole: 'The history file was damaged and is kept as {file}; {salvaged} exchanges were salvaged.',
    deleted:
      'The history file was deleted while this was running and has been recreated; what was in it is gone.',
  },
  ahead,
  waiting,
  account,
  actions,
  mode,
  policy: {
    title: 'Reply',
    hint: 'A message that matches no rule gets this reply.',
    hand: 'By hand',
    handHint: 'Each message waits for your reply; after that, success is sent automatically',
    composed: 'a composed reply',
    success: 'success',
    successHint: 'WeChat does not retry, and the user sees nothing',
    empty: 'Empty',
    emptyHint: '0 bytes; the same effect as success',
    text: 'Text',
    textHint: 'This text, with sender and recipient swapped',
    relay: 'Relay',
    bySpace: 'Space chooses it',
    relayHint: 'To your server and back, unchanged; verification stays here',
    content: 'Reply text',
    contentHint: 'Saved when you leave the field or press Ctrl+Enter',
    contentDefault: 'Got it',
    textOf: 'text “{content}”',
  },
  list: {
    label: 'Exchanges',
    title: 'Live',
    count: '{count} exchange | {count} exchanges',
    hideStrangers: 'Hide strangers ({count})',
    showStrangers: 'Show strangers ({count})',
    strangersHint: 'Requests of scanners, crawlers and browsers, not of WeChat',
    clearStrangers: 'Only strangers',
    clearStrangersHint:
      'Strangers are rejected requests with no sign of WeChat; clearing only these keeps all messages.',
    clear: 'Clear',
    exportFirst: 'Export first…',
    clearAsk: 'Clear all history? You can undo it for 10 seconds.',
    clearPinned: 'The pinned one stays. | The {count} pinned ones stay.',
    clearSure: 'Clear history',
    cancel: 'Cancel',
    fresh: '{count} new',
    attempt: 'Delivery {count}',
    attempts: 'Delivered {count} times',
    verification: 'URL verification',
    backendVerification: 'Backend verification',
    unknownPath: 'Unknown path',
    noMessage: 'No message',
    openPlatform: 'Open-platform push',
  },
  rows,
  filter,
  verdict: { label: 'Verdict', ...verdictWords('en') },
  why,
  evidence,
  reply: {
    text: 'a text',
    image: 'an image',
    voice: 'a voice message',
    video: 'a video',
    music: 'music',
    news: 'an article',
    transfer_customer_service: 'a hand-over to customer service',
    other: 'a message',
  },
  by: {
    label: 'Replied by',
    fixed: 'Fixed reply',
    rule: 'Rule',
    hand: 'By hand',
    relay: 'Relay',
    timeout: 'Timeout',
  },
  severity: { error: 'Error', warning: 'Warning', info: 'Note' },
  detail: {
    label: 'Exchange',
    findings: 'Findings',
    fix: 'What to do',
    more: 'Details',
    took: '{took} of 5 s',
    from: 'From',
    locate: 'Show it in the body',
    sent: 'echostr, sent back unchanged',
    loading: 'Loading…',
    none: 'Select an exchange to see it here.',
    gone: 'This exchange is no longer in the history.',
    failed: 'It could not be read: {reason}',
  },
  parts,
  payload,
  field,
  badge,
  rawAnswer,
  attempts,
  place,
  repair,
  convert,
  replyForm,
  rules,
  compose,
  phone,
  relay,
  backends,
  backendReplies,
  sign,
  layers,
  sections: {
    request: 'Request line',
    query: 'Query',
    headers: 'Headers',
    signature: 'Signature, step by step',
    noKeyHint:
      'The account has no usable EncodingAESKey; once it has, decryption is shown here layer by layer.',
    reply: 'Reply as sent',
    replyReceived: 'Reply received',
    replyHeaders: 'Response headers',
    envelope: 'Envelope as sent',
    replyBody: 'Response body',
    emptyBody: 'Empty body, 0 bytes.',
    nothingSent: 'No reply was sent.',
    nothingCame: 'No reply was received.',
    replyNotUtf8: 'The body is not UTF-8; this is the part that can be read.',
    noQuery: 'No query.',
    name: 'Name',
    value: 'Value',
    requestTarget: 'Request target',
  },
  signature,
  picker,
  send,
  groups: {
    message: 'Messages',
    basic: 'Basic events',
    menu: 'Menu',
    'send-result': 'Send results',
    'customer-service': 'Customer service',
    verification: 'Account verification',
    card: 'Cards',
    invoice: 'Invoices',
    authorization: 'Authorization',
    store: 'Stores',
    device: 'Devices and Wi-Fi',
    'mini-program': 'Mini programs',
    'open-platform': 'Open platform',
    reply: 'Passive replies',
  },
  guide,
  reach,
  arrival,
  undo,
  target,
  replay,
  issues,
  several,
  share,
  transfer,
  rehearsal,
  comparison,
  checkUp,
  burst,
  errors: {
    UNKNOWN_COMMAND: 'The page and the workbench are different versions; please reload.',
    INVALID_INPUT: 'Some of the input is not valid.',
    NOT_FOUND: 'Not found; it may have been deleted.',
    NOT_READABLE: 'This record is damaged on disk. The others are not affected.',
    PATH_TAKEN: 'Another account already uses this path.',
    LAST_ACCOUNT: 'At least one account has to remain.',
    NOT_WRITABLE: 'The reply contains a character that XML does not allow; remove it and send again.',
    BACKEND_LOOP: 'This address is the workbench itself; relaying to it would loop.',
    NO_KEY: 'This mode needs an EncodingAESKey; enter or generate one in the account first.',
    UNDER_WAY: 'Another one is under way: wait for its end, or stop it.',
    TOO_MANY: 'There would be more than can be kept, so nothing was saved. Delete some first.',
    NO_ACCOUNT: 'No account has this path, so it cannot be signed anew; it can be replayed as it was.',
    BODY_INCOMPLETE: 'Its body was not kept whole, so it cannot be sent as it was; edit and replay it.',
    OWN_CONTROL_PORT: 'This is the control port of the workbench itself; nothing is sent to it.',
    PUBLIC_ADDRESS: 'This is a public address, which has to be confirmed first.',
    HOST_NOT_FOUND: 'The name in this address leads nowhere: see whether it is right, and whether DNS works.',
    RESPONDER_UNREACHABLE:
      'The local port cannot be reached, so nothing was delivered. Does a firewall or proxy block 127.0.0.1?',
    HISTORY_NOT_CLEARED:
      'Not cleared completely: another program is using the history, it is read-only, or the disk is full. Clear it again once that is resolved.',
    SETTINGS_NOT_SAVED: 'The settings were not written; check disk space and file permissions.',
    CANCELLED: 'Cancelled.',
    DISCONNECTED: 'The connection to the workbench is lost; try again in a moment.',
    INTERNAL: 'Something went wrong inside the workbench; the terminal has the details.',
  },
  find: {
    Find: 'Find',
    next: 'next',
    previous: 'previous',
    all: 'all',
    'match case': 'match case',
    regexp: 'regexp',
    'by word': 'by word',
    close: 'close',
    'current match': 'current match',
    'on line': 'on line',
  },
}
