import type { Bilingual } from '../../contract/text.ts'
import type { TunnelFailure, TunnelFailureCode } from '../../contract/tunnel.ts'
import { TUNNEL_PROGRAMS } from '../../contract/tunnel-programs.ts'
import type { TunnelField, TunnelProgram } from '../../contract/tunnel-programs.ts'
import type { TunnelEnd } from '../../ports/tunnels.ts'
import { PROGRAMS } from './programs.ts'

/** Says what went wrong with a program and what to do, for people. */
export function createFailures(program: TunnelProgram) {
  const { name, fields } = TUNNEL_PROGRAMS[program]
  const create =
    (code: TunnelFailureCode, text: Bilingual, remedy: Bilingual) =>
    (line: string | null): TunnelFailure => ({ code, text, remedy, line })

  return {
    'not-installed': create(
      'not-installed',
      { zh: `本机没有找到 ${name}。`, en: `${name} was not found on this computer.` },
      {
        zh: '按官网的说明安装好，再点启动，不用重启调试台；或者换一个隧道。',
        en: 'Install it as its site says and start again, there is no need to restart the workbench; or take another tunnel.',
      },
    ),
    'needs-login': create(
      'needs-login',
      { zh: `${name} 要求先登录。`, en: `${name} asks for a login first.` },
      PROGRAMS[program].login,
    ),
    'unknown-host': create(
      'unknown-host',
      {
        zh: '这台服务器的密钥 ssh 还不认识，或者与上次的不同。',
        en: 'ssh does not know the key of this server, or it is another one than last time.',
      },
      {
        zh: '先在终端里用 ssh 连接它一次，核对并接受密钥，再启动。',
        en: 'Connect to it once with ssh in a terminal, check the key and accept it, and start again.',
      },
    ),
    refused: create(
      'refused',
      { zh: `${name} 没能打开隧道。`, en: `${name} could not open the tunnel.` },
      {
        zh: '原因见它的这行输出。常见的是域名或端口被占用，或者另一处已经在运行。',
        en: 'Its line says why. Often the name or the port is taken, or it runs somewhere else already.',
      },
    ),
    unreadable: create(
      'unreadable',
      {
        zh: `${name} 的输出不是文字，读不出地址。`,
        en: `What ${name} prints is no text, and no address can be read.`,
      },
      {
        zh: '确认装的是官方的程序；也可以在终端里运行它，把公网地址手动填进来。',
        en: 'Make sure that it is its makers’ program; or run it in a terminal and fill in the public address by hand.',
      },
    ),
    'will-not-stop': create(
      'will-not-stop',
      { zh: `${name} 停不下来，还在运行。`, en: `${name} does not stop and still runs.` },
      {
        zh: '请在系统的任务管理器或活动监视器里结束它。',
        en: 'End it in the task manager or the activity monitor of your system.',
      },
    ),
    incomplete(missing: readonly string[]) {
      const labels = missing.map((field) => (fields as Record<string, TunnelField>)[field]!.label)
      return create(
        'incomplete',
        {
          zh: `启动 ${name} 之前还要填：${labels.map(({ zh }) => zh).join('、')}。`,
          en: `To start ${name}, fill in: ${labels.map(({ en }) => en).join(', ')}.`,
        },
        {
          zh: '在隧道的设置里填好，再启动。',
          en: 'Fill it in under the tunnel’s settings, and start again.',
        },
      )(null)
    },
    cannotStart: (error: string) =>
      create(
        'cannot-start',
        { zh: `系统没能启动 ${name}（${error}）。`, en: `The system could not start ${name} (${error}).` },
        {
          zh: '在终端里运行一次，看它能不能执行；需要的话重新安装。',
          en: 'Run it once in a terminal to see whether it can be run, and install it again if need be.',
        },
      )(null),
    noAddress: (seconds: number, line: string | null) =>
      create(
        'no-address',
        {
          zh: `${name} 在运行，但 ${seconds} 秒里没有给出公网地址。`,
          en: `${name} runs, but has named no public address for ${seconds} seconds.`,
        },
        {
          zh: '看看它的输出：多半是连不上它的服务器。它之后给出地址的话，这里会自动变成已连通。',
          en: 'Look at its output: most likely it cannot reach its server. If it names an address later, this changes by itself.',
        },
      )(line),
    exited: (end: TunnelEnd, line: string | null) =>
      create(
        'exited',
        {
          zh: `${name} 还没给出公网地址就退出了${describeEnd(end).zh}。`,
          en: `${name} ended before it named a public address${describeEnd(end).en}.`,
        },
        {
          zh: '原因多半在它的最后几行输出里；也可以在终端里运行它试试。',
          en: 'Its last lines mostly say why; or try to run it in a terminal.',
        },
      )(line),
    died: (end: TunnelEnd, line: string | null) =>
      create(
        'died',
        {
          zh: `${name} 退出了${describeEnd(end).zh}，公网地址现在打不开。`,
          en: `${name} has ended${describeEnd(end).en}, and the public address leads nowhere now.`,
        },
        {
          zh: '重新启动它。公网地址可能会变；变了就要到公众号后台重新填写。',
          en: 'Start it again. The public address may be another one then, and has to be entered in the console anew.',
        },
      )(line),
  }
}

function describeEnd({ code, signal }: TunnelEnd): Bilingual {
  if (signal !== null) return { zh: `（信号 ${signal}）`, en: ` (signal ${signal})` }
  return code === null ? { zh: '', en: '' } : { zh: `（退出码 ${code}）`, en: ` (exit code ${code})` }
}
