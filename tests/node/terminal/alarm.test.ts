import { describe, expect, it } from 'vitest'
import type { AlarmReading } from '../../../src-core/contract/alarm.ts'
import { runInProcess } from './in-process.ts'
import { isUsageError } from './running-cli.ts'

const ZH = { LC_ALL: 'zh_CN.UTF-8' }
const SAMPLE =
  '[OpenID=oUser000000000000000000000000][Stamp=1770000000][3rdUrl=http://wx.example.com/wx][Msg=Text]'
const QUOTED = `${SAMPLE}[response_length=9][response_content="success"]`
const TIMED_OUT = '内容: 微信服务器向公众号推送消息或事件，开发者5秒内没有返回\n次数: 5分钟 2次'

const alarm = (input: string, args: string[] = [], env = {}) =>
  runInProcess(['alarm', ...args], { input, env })

describe('alarm', () => {
  it('explains the answer that an alarm shows, in the user’s language, with 1', async () => {
    const { code, stdout, stderr } = await alarm(QUOTED)
    expect([code, stderr]).toEqual([1, ''])
    const [first, ...advice] = stdout.trimEnd().split('\n')
    expect(first).toMatch(/^reply\.not-xml {2}error {2}/)
    expect(advice.length).toBeGreaterThan(0)
    expect(advice.every((line) => /^ {2}\S/.test(line) && line.length <= 80)).toBe(true)
    expect((await alarm(QUOTED, [], ZH)).stdout).toMatch(/^reply\.not-xml {2}错误 {2}/)
  })

  it('explains the words of an alarm that shows no answer', async () => {
    const { code, stdout } = await alarm(TIMED_OUT)
    expect(code).toBe(1)
    expect(stdout).toMatch(/^reply\.too-late {2}error {2}/)
  })

  it('gives the alarm and its findings as JSON', async () => {
    const { code, stdout } = await alarm(QUOTED, ['--json'])
    expect(code).toBe(1)
    expect(stdout.trimEnd()).not.toContain('\n')
    const { alarm: read, findings } = JSON.parse(stdout) as Pick<AlarmReading, 'alarm' | 'findings'>
    expect(read).toMatchObject({ stamp: 1770000000, reply: { content: '"success"', length: 9, cut: false } })
    expect(findings).toMatchObject([{ code: 'reply.not-xml', severity: 'error' }])
  })

  it.each([
    ['nothing', ''],
    ['another text', 'hello\n'],
  ])('says that %s is no alarm, with 1', async (_name, input) => {
    expect(await alarm(input)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: /^this is not a WeChat alarm[^\n]+\n$/,
    })
    expect(await alarm(input, ['--json'], ZH)).toMatchObject({
      code: 1,
      stdout: '{"alarm":null,"findings":[]}\n',
      stderr: /^这不像微信的报警[^\n]+\n$/,
    })
  })

  it('lets nothing in an alarm move the cursor', async () => {
    const { stdout } = await alarm(`${SAMPLE}[response_length=4][response_content=\u001b[2J]`)
    expect(stdout).toMatch(/^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f]+$/)
  })

  it('takes no operand', async () => {
    const result = await runInProcess(['alarm', 'alarm.txt'], { input: QUOTED })
    expect(result).toSatisfy(isUsageError)
    expect(result.stderr).toContain('alarm.txt')
  })
})
