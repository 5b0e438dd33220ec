import { readNgrok1Line } from '../ngrok-1-log.ts'
import { option } from '../program.ts'
import type { ProgramRules } from '../program.ts'

/**
 * Its authtoken stands in its own file, and the local port at its site. What is given here wins over the file's log
 * settings, by default none.
 *
 * @see https://natapp.cn/article/config_ini
 */
export const natapp: ProgramRules<'natapp'> = {
  createArguments: ({ config }) => [...option('-config', config), '-log=stdout', '-loglevel=INFO'],
  createReader: () => readNgrok1Line,
  login: {
    zh: '在 natapp.cn 的「我的隧道」里复制 authtoken，写进配置文件的 [default] 段，再启动。',
    en: 'Copy the authtoken from your tunnels at natapp.cn into the [default] section of the configuration file, and start again.',
  },
}
