/** The parts into which a span of time is divided to show when an issue came. */
export const ISSUE_PARTS = 40

/** What is understood counts as back if it comes after so many genuine exchanges in a row without it. */
export const ABSENT_EXCHANGES = 20

/** The most issues that are marked as understood; the oldest mark goes first. */
export const UNDERSTOOD_MAX = 200
