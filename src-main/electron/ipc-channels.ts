/** The wire's two directions. Each message is one text, which the channel interprets (`src-core/channel.ts`). */
export const TO_MAIN = 'mpscope:to-main'
export const TO_RENDERER = 'mpscope:to-renderer'

/** The page asks that the user be shown the folder of the data. There is no message: the page names no folder. */
export const SHOW_DATA_FOLDER = 'mpscope:show-data-folder'
/** The page tells the window which entries its menu has, as JSON, and hears the id of an entry that was chosen. */
export const MENU_TO_MAIN = 'mpscope:menu'
export const CHOSEN_TO_RENDERER = 'mpscope:chosen'
/** The page asks for its window to be brought before the user, who has clicked on a notification. Carries nothing. */
export const BRING_FORWARD = 'mpscope:bring-forward'
/** Tells the page that its window stays open for once, since a message waits for an answer. Carries nothing. */
export const CLOSE_REFUSED = 'mpscope:close-refused'
/** The page asks for the files that the user opens with the workbench, and gets each of them. Asking carries nothing. */
export const FILES_WANTED = 'mpscope:files-wanted'
export const FILE_TO_RENDERER = 'mpscope:file'

/**
 * In UTF-16 units: 32 Mi of text to convert, each of which JSON may write as two, and room for the rest. A text without
 * bounds could use up our memory.
 */
export const MAX_MESSAGE_LENGTH = 80 * 1024 * 1024

export function isMessage(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_MESSAGE_LENGTH
}
