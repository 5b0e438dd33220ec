import { text } from 'node:stream/consumers'
import { diagnoseAlarm } from '../../src-core/diagnosis/alarm.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import { readAlarm } from '../../src-core/wechat/alarm-line.ts'
import { createCommand } from './command.ts'
import type { CommandTable } from './command-table.ts'
import { explainFinding } from './finding-text.ts'

const ALARM = {
  name: 'alarm',
  summary: {
    zh: '解释一条微信报警；其中有错误，或者这不是报警时，退出码为 1',
    en: 'explain a WeChat alarm; the exit code is 1 if it shows an error, or is no alarm',
  },
  stdin: {
    value: 'alarm.txt',
    text: {
      zh: '报警群里的报警，整段或只有「错误样例」一行',
      en: 'the alarm as it came into the group, whole or its sample line alone',
    },
  },
  options: {
    json: {
      kind: 'flag',
      text: {
        zh: '输出一个 JSON 对象：读到的报警和诊断',
        en: 'print one JSON object: the alarm as it was read, and the findings',
      },
    },
  },
} as const satisfies CommandTable

const NO_ALARM: Bilingual = {
  zh: '这不像微信的报警：里面没有「[OpenID=…]」这样的错误样例，也没有报警的内容',
  en: 'this is not a WeChat alarm: it has neither a sample such as [OpenID=…] nor the words of one',
}

export const alarmCommand = createCommand(ALARM, async ({ json }, { stdin, stdout, stderr, language }) => {
  const alarm = readAlarm(await text(stdin))
  const findings = alarm ? diagnoseAlarm(alarm, null) : []
  if (json) stdout.write(`${JSON.stringify({ alarm, findings })}\n`)
  else stdout.write(findings.map((one) => `${explainFinding(one, language)}\n`).join(''))
  if (!alarm) {
    stderr.write(`${NO_ALARM[language]}\n`)
  }
  return !alarm || findings.some(({ severity }) => severity === 'error') ? 1 : 0
})
