import type { MessageBoxOptions } from 'electron'

export type Language = 'zh' | 'en'

/** The faults of the shell itself. Everything else is the answer to a command, and the page shows it. */
export type Fault = 'defect' | 'startFailed' | 'pageGone'

const wording: Record<Fault, Record<Language, { message: string; buttons: string[] }>> = {
  defect: {
    zh: { message: '程序内部出错。收发的记录已经保存；如有异常，请重新启动。', buttons: ['好'] },
    en: {
      message:
        'Something went wrong inside mpscope. What was recorded is safe; restart if anything looks odd.',
      buttons: ['OK'],
    },
  },
  startFailed: {
    zh: { message: 'mpscope 无法启动。', buttons: ['退出'] },
    en: { message: 'mpscope could not start.', buttons: ['Quit'] },
  },
  pageGone: {
    zh: { message: '界面意外停止。收发仍在进行，重新载入即可。', buttons: ['重新载入', '退出'] },
    en: {
      message: 'The page has stopped. Messages still get their replies; reload to see them.',
      buttons: ['Reload', 'Quit'],
    },
  },
}

export const RELOAD_BUTTON = 0

/** Returns the box that reports a fault; `detail` is the error's own line, for people who report it. */
export function faultBox(fault: Fault, language: Language, detail: string): MessageBoxOptions {
  const { message, buttons } = wording[fault][language]
  return {
    type: 'error',
    title: 'mpscope',
    message,
    detail,
    buttons,
    defaultId: 0,
    cancelId: buttons.length - 1,
    noLink: true,
  }
}

export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
