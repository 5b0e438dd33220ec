/**
 * Numbers that the core and the screens both need. `../wechat/limits.ts` has those of WeChat's that only the core
 * needs.
 */

/** Milliseconds from the request to the last byte of the answer; then WeChat hangs up. Passive reply (see there). */
export const REPLY_DEADLINE_MS = 5000

/**
 * Milliseconds that a test message of one's own waits for an answer by hand if its sender asked for more time than
 * WeChat gives.
 */
export const PATIENT_WAIT_MS = 60_000

/**
 * The number of times that WeChat sends a message in all if it gets no valid answer, the first time included. Passive
 * reply (see there).
 */
export const DELIVERY_ATTEMPTS = 3

/** Deliveries of one message come within seconds; a MsgId seen again much later is a replay and counts from 1. */
export const DELIVERY_WINDOW_MS = 60_000

/** Articles of a news reply to an event; WeChat drops the rest for everybody. Passive reply. */
export const ARTICLES_MAX = 8

/**
 * A token as the console accepts it: 3 to 32 letters and digits. The official page asks for a token without giving
 * its form; the rule is the console's own.
 */
export const TOKEN_PATTERN = /^[A-Za-z0-9]{3,32}$/

/**
 * Length of an EncodingAESKey, letters and digits.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Technical_Plan.html
 */
export const ENCODING_AES_KEY_LENGTH = 43

export const MEBIBYTE = 1024 * 1024

/** The largest document that is taken, in UTF-8 bytes, or in UTF-16 units for text. It only bounds memory. */
export const DOCUMENT_MAX = 32 * MEBIBYTE

/**
 * Above this many UTF-16 units a document is converted in a worker, and nothing is paired: pointing at a value in a
 * document of megabytes is not worth half a second.
 */
export const LARGE_DOCUMENT = 256 * 1024

/** The longest name of a rule, and the longest text that it compares with, in UTF-16 units. */
export const RULE_NAME_MAX = 64
export const RULE_TEXT_MAX = 1000

/** The most rules that an account may have. */
export const RULES_MAX = 200

/** The most characters of a filter, and the most filters that are saved. */
export const FILTER_MAX = 2000
export const SAVED_FILTERS_MAX = 50

/** The size of ordinary text in pixels, until somebody chooses another. */
export const TEXT_SIZE = 13

/** The longest note on an exchange, in UTF-16 units. */
export const NOTE_MAX = 2000

/** The most exchanges that one call marks: each is written by itself. */
export const MARKED_MAX = 100

/** Milliseconds in which the removal of exchanges can be undone. */
export const REMOVAL_UNDO_MS = 10_000

/** The most exchanges that one call removes. */
export const REMOVED_MAX = 1000

/** The most times that one exchange is sent again in one go, and the most exchanges of which each is sent again once. */
export const REPLAYS_MAX = 100
