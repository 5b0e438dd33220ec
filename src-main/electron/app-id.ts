/**
 * By this the operating systems tell our program from others, its windows and notifications included; it must never
 * change. The installers register it.
 */
export const APP_ID = 'mpscope.workbench'
