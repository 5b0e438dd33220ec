import type { MessageBoxOptions } from 'electron'

export type Language = 'zh' | 'en'

/** What can go wrong in the shell itself. Everything else is an answer to a command, and the page's to show. */
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
      message: 'The page has stopped. Messages are still answered; reload to see them.',
      buttons: ['Reload', 'Quit'],
    },
  },
}

export const RELOAD_BUTTON = 0

/** The box that tells of a fault; `detail` is the error's own line, for whoever reports it. */
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

/**
 * Hands the first error that nobody caught to `tell`, and only logs the others: a defect that repeats must not bury the screen in boxes.
 * The process goes on, since the responder may be holding somebody's request, and an exchange is on disk before its
 * reply leaves.
 */
export function reportUncaught(tell: (error: unknown) => void): void {
  let told = false
  const report = (error: unknown) => {
    if (told) return console.error(error)
    told = true
    tell(error)
  }
  process.on('uncaughtException', report)
  process.on('unhandledRejection', report)
  // A terminal that has gone away fails every further line; logging that would fail as well, without end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}
