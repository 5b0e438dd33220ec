import { shallowRef } from 'vue'
import type { Desk } from '../../../src-renderer/actions/kind/desk.ts'
import type { Screen } from '../../../src-renderer/composables/useNavigation.ts'

/** Returns a desk on which no screen has put anything yet. */
export function emptyDesk(screen: Screen = 'live'): Desk {
  return {
    navigation: {
      alone: false,
      screen: shallowRef(screen),
      wanted: shallowRef(null),
      toConvert: shallowRef(null),
      toSend: shallowRef(null),
      go: () => {},
      openExchange: () => {},
      openInConvert: () => {},
      openInSend: () => {},
      sendMode: shallowRef('message'),
    },
    undo: {
      last: shallowRef(null),
      outcome: shallowRef(null),
      offer: () => {},
      withdraw: () => {},
      undo: async () => {},
    },
    guide: {
      isOpen: shallowRef(false),
      open: () => {},
      close: () => {},
      toggle: () => {},
      submitted: shallowRef(null),
    },
    panel: null,
    copy: () => {},
    close: () => {},
    live: null,
    answering: null,
    reply: null,
    replyViews: null,
    convert: null,
    sign: null,
    seal: null,
    made: null,
    send: null,
    sending: null,
    rules: null,
    accounts: null,
    waiting: null,
    reach: null,
    rows: null,
    several: null,
    filter: null,
    issues: null,
    detail: null,
    replay: null,
    comparison: null,
    marks: null,
    share: null,
    checkUp: null,
    burst: null,
    rehearsal: null,
  }
}
