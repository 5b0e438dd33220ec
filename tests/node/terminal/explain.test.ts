import { describe, expect, it } from 'vitest'
import { FINDING_CODES, FINDINGS } from '../../../src-core/contract/findings.ts'
import { FINDING_SECTIONS } from '../../../src-core/contract/findings/kind.ts'
import { runInProcess } from './in-process.ts'
import { isUsageError } from './running-cli.ts'

const ZH = { LC_ALL: 'zh_CN.UTF-8' }
const explain = (args: string[], env = {}) => runInProcess(['explain', ...args], { env })

describe('explain', () => {
  it('prints a row, in the user’s language', async () => {
    const { page } = FINDINGS['reply.text-length']
    expect(await explain(['reply.text-length'])).toEqual({
      code: 0,
      stdout:
        'reply.text-length  The text is too long\n' +
        '  section   What the reply says\n' +
        '  severity  error, sometimes note\n' +
        '  effect    the verdict on the reply is “user sees a fault”\n' +
        `  evidence  seen in the field (2): ${FINDINGS['reply.text-length'].basis.en}\n` +
        `  page      ${page}\n` +
        '  sources   https://github.com/dodgepudding/wechat-php-sdk/issues/363\n' +
        '            https://github.com/silenceper/wechat/issues/673\n',
      stderr: '',
    })
    expect((await explain(['reply.text-length'], ZH)).stdout).toBe(
      'reply.text-length  文本太长\n' +
        '  所属  回复的内容\n' +
        '  级别  错误，有时是说明\n' +
        '  影响  对回复的结论是「提示故障」\n' +
        `  依据  实例 2 个：${FINDINGS['reply.text-length'].basis.zh}\n` +
        `  页面  ${page}\n` +
        '  来源  https://github.com/dodgepudding/wechat-php-sdk/issues/363\n' +
        '  　　  https://github.com/silenceper/wechat/issues/673\n',
    )
  })

  it('leaves out what a row does not have', async () => {
    const { stdout } = await explain(['rule.untried'])
    expect(stdout).not.toMatch(/page  |sources/)
    expect(stdout).toContain('effect    none on the verdict that a reply gets')
  })

  it.each(FINDING_CODES)('knows %s in both languages', async (code) => {
    for (const [language, env] of [
      ['en', {}],
      ['zh', ZH],
    ] as const) {
      const { code: exit, stdout } = await explain([code], env)
      expect([exit, stdout.split('\n')[0]]).toEqual([0, `${code}  ${FINDINGS[code].name[language]}`])
    }
  })

  it.each([
    ['en', {}],
    ['zh', ZH],
  ] as const)('without a code lists all by section (%s)', async (language, env) => {
    const { code, stdout } = await explain([], env)
    expect(code).toBe(0)
    expect([...stdout.matchAll(/^ {2}([a-z]+\.[a-z0-9-]+) /gm)].map(([, one]) => one)).toEqual(FINDING_CODES)
    expect([...stdout.matchAll(/^(?! )(.+)$/gm)].map(([, title]) => title)).toEqual(
      Object.values(FINDING_SECTIONS).map((title) => title[language]),
    )
  })

  it('gives JSON: a row, or all of them', async () => {
    const { stdout } = await explain(['status.not-200', '--json'])
    expect(JSON.parse(stdout)).toEqual({ code: 'status.not-200', ...FINDINGS['status.not-200'] })
    const rows = JSON.parse((await explain(['--json'])).stdout) as { code: string; milder: string[] }[]
    expect(rows.map(({ code }) => code)).toEqual(FINDING_CODES)
    expect(rows.every(({ milder }) => Array.isArray(milder))).toBe(true)
  })

  it.each([
    ['reply.to-late', 'reply.too-late'],
    ['too-late', 'reply.too-late'],
    ['Crypt.Padding32', 'crypt.padding-32'],
    ['signature', 'crypt.signature, signature.missing, signature.mismatch'],
  ])('names the nearest codes to %s, and ends with 2', async (given, nearest) => {
    const { code, stdout, stderr } = await explain([given])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(`mpscope: there is no finding ${given}; the nearest: ${nearest}`)
  })

  it('says in Chinese, too, that there is none', async () => {
    expect((await explain(['reply.to-late'], ZH)).stderr).toContain(
      '没有诊断 reply.to-late，相近的有 reply.too-late',
    )
    expect((await explain(['zzzz'], ZH)).stderr).toContain('没有诊断 zzzz，mpscope explain 列出全部')
  })

  it('wants a code where one is typed, as of a variable that was never set', async () => {
    expect(await explain([''])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('CODE is empty') as string,
    })
  })

  it.each([
    ['nothing like a code', ['zzzz']],
    ['two codes', ['reply.too-late', 'reply.not-xml']],
    ['the same twice', ['reply.too-late', 'reply.too-late']],
    ['what every object has', ['constructor']],
  ])('is used wrongly with %s', async (_, args) => {
    expect(await explain(args)).toSatisfy(isUsageError)
  })
})
