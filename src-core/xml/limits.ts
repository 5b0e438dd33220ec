/**
 * The most tags in incoming XML. WeChat's largest messages have a few hundred; a body of a megabyte of empty elements
 * would hold up the replies to all others for seconds, and anybody who has seen one signed address can send it.
 */
export const MAX_MESSAGE_TAGS = 10_000

/** The most attributes in incoming XML. WeChat's messages have none; each costs as much as an element. */
export const MAX_MESSAGE_ATTRIBUTES = 2000

/** The most references in incoming XML, `&` wherever it stands; each costs as much as a hundred characters. */
export const MAX_MESSAGE_REFERENCES = 10_000

/** Deepest nesting of elements. Serialisers below us recurse, and overflow at a few thousand levels. */
export const MAX_DEPTH = 1000

/**
 * Indentation stops growing at this level: pretty-printing 1,000 nested levels would otherwise write megabytes
 * of blanks for a document of a few KB.
 */
export const MAX_INDENT_LEVELS = 100

/** Most recoveries listed for one input; the rest are only counted (32 MB of NULs must not become objects). */
export const MAX_RECOVERIES = 500

/** Most issues listed for one conversion, for the same reason. */
export const MAX_ISSUES = 500
