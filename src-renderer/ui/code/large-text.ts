/**
 * Above this many UTF-16 units a text is shown as it is: no colours, and no line is wrapped. Colours are computed a
 * tenth of a second at a time, and a line of megabytes is measured whole with every letter typed into it.
 */
export const LARGEST_STYLED_TEXT = 1_000_000
