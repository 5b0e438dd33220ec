/** A warning about a field's value, in the language of the screen. */
export interface ShownNote {
  code: string
  /** It cannot be right; else it may be. */
  wrong: boolean
  text: string
  /** Says what mending it does, if it can be mended. */
  mend?: string
  /** The mended value; absent if the page does not have the value. */
  mended?: string
  /** Further typing may mend it: it is not said while somebody writes. */
  unfinished: boolean
}
