import { command, nothing } from './command.ts'

/** The surroundings of the workbench, for a report of a defect and for people who look for their data. */
export interface About {
  /** Name and version of the operating system, and the kind of processor, as in `Linux 6.8.0 x64`. */
  system: string
  /** The programs that run the workbench: Node.js, and in the desktop window also Electron and Chromium. */
  runtime: { name: string; version: string }[]
  /** The version of SQLite; null if the runtime has none. */
  sqlite: string | null
  /** The folder of history and settings; null if nothing is kept. It may contain the user's name. */
  dataDir: string | null
}

export const aboutCommands = {
  'workbench.about': command<About>()({
    access: 'read',
    says: {
      zh: '返回调试台的运行环境：操作系统、各组件的版本、数据所在的文件夹。',
      en: 'Returns what the workbench runs on: operating system, versions of its parts, and the folder of its data.',
    },
    input: nothing,
  }),
}
