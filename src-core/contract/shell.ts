import * as v from 'valibot'
import type { OpenedFile } from './session-file.ts'

const labelSchema = v.pipe(v.string(), v.nonEmpty(), v.maxLength(80))

/**
 * The entries that the page wants in the window's own menu, in the language of the page. A key is written as in
 * `Ctrl+Enter`; the menu only shows it, since the page listens for it.
 */
const windowMenuSchema = v.pipe(
  v.array(
    v.object({
      label: labelSchema,
      items: v.pipe(
        v.array(
          v.object({
            id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9.-]{0,63}$/)),
            label: labelSchema,
            key: v.nullable(v.pipe(v.string(), v.nonEmpty(), v.maxLength(32))),
            /** False if there is nothing to do it with at present: the entry is grey. */
            enabled: v.boolean(),
          }),
        ),
        v.maxLength(100),
      ),
    }),
  ),
  v.maxLength(10),
)
export type WindowMenu = v.InferOutput<typeof windowMenuSchema>

/** What surrounds the page offers this beyond what every browser does. */
export interface Shell {
  /** Every key reaches the page: a browser keeps some, as Ctrl+W and Ctrl+1, to itself. */
  allKeys: boolean
  /** Absent if there is no menu that shows entries of the page. */
  menu?: {
    show(menu: WindowMenu): void
    /** Reports the id of an entry that was chosen. Returns a function that stops listening. */
    onChosen(listener: (id: string) => void): () => void
  }
  /** Brings the page's window before the user, who has clicked on a notification. */
  bringForward?: () => void
  /**
   * Calls `listener` if the window was to be closed and stays open for once, since a message waits; returns a function
   * that stops listening. Absent in a browser, whose tab is never kept open: the workbench goes on without it.
   */
  onCloseRefused?: (listener: () => void) => () => void
  /**
   * Calls `listener` with each file that the user opens with the workbench, and with those opened before; returns a
   * function that stops listening. Absent in a browser, where nobody opens a file so.
   */
  onFile?: (listener: (file: OpenedFile) => void) => () => void
  /** Shows the folder of the data in the system's file manager. Absent if it cannot. */
  showDataFolder?: () => void
}

/** In UTF-16 units; a menu has a few thousand. */
const LONGEST_MENU = 64 * 1024

/** Returns the menu that the page asks for, or null if the text is none. */
export function decodeWindowMenu(text: unknown): WindowMenu | null {
  if (typeof text !== 'string' || text.length > LONGEST_MENU) return null
  try {
    return v.parse(windowMenuSchema, JSON.parse(text))
  } catch {
    return null
  }
}
