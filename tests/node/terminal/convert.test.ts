import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { runInProcess } from './in-process.ts'
import { cli, createTextMessage, isUsageError, runCli, startCli } from './running-cli.ts'

const MSG_ID = '7123456789012345678'
const MESSAGE = createTextMessage(MSG_ID)
const ZH = { LC_ALL: 'zh_CN.UTF-8' }

/** Returns more than 5 MB, in three bytes a character, so that pieces of the pipe end within one. */
function createLargeXml(): string {
  const items = Array.from({ length: 400 }, (_, i) => `<item><![CDATA[${i}${'你好'.repeat(2200)}]]></item>`)
  return `<xml>${items.join('')}</xml>`
}

describe('to-json', () => {
  it('gives the simple view, ids whole', async () => {
    const { code, stdout, stderr } = await runInProcess(['to-json'], { input: MESSAGE })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({ xml: { Content: '你好', MsgId: MSG_ID } })
    expect(stdout.endsWith('}\n')).toBe(true)
  })

  it.each([
    ['an element left open', '<xml>\n  <A>1</A>', /^stdin:2:\d+: [^\n]+\n$/],
    ['nothing', '', /^stdin:1:1: [^\n]+\n$/],
    ['bytes that are no text', Buffer.from([0x90, 0x00, 0xff, 0x1b]), /^stdin:1:1: [^\n]+\n$/],
    ['a DOCTYPE', '<!DOCTYPE x><x/>', /^stdin:1:1: [^\n]+\n$/],
  ])('refuses %s at its place, with 1 and nothing on stdout', async (_name, input, stderr) => {
    for (const env of [{}, ZH]) {
      const result = await runInProcess(['to-json'], { input, env })
      expect(result).toMatchObject({ code: 1, stdout: '' })
      expect(result.stderr).toMatch(stderr)
    }
  })

  it('says in the user’s language what the view leaves out, and where', async () => {
    const input = '<xml><!-- a --><A><![CDATA[1]]></A></xml>'
    expect(await runInProcess(['to-json'], { input })).toMatchObject({ code: 0, stderr: /^\$\S*: A comment/ })
    expect((await runInProcess(['to-json'], { input, env: ZH })).stderr).toMatch(/^\$\S*: 注释/)
  })
})

describe('to-xml', () => {
  it('keeps the digits of a number past 2^53', async () => {
    const { code, stdout } = await runInProcess(['to-xml'], { input: `{"xml":{"MsgId":${MSG_ID}}}` })
    expect([code, stdout]).toEqual([0, `<xml><MsgId>${MSG_ID}</MsgId></xml>\n`])
  })

  it.each([
    ['nothing', '', 'stdin:1:1: '],
    ['half a document', '{"xml":{"a":[1,{"b":}]}}', 'stdin:1:21: '],
    ['bytes that are no text', Buffer.from([0x90, 0x00, 0x1b, 0x5b]), 'stdin:1:1: '],
  ])('refuses %s at its place', async (_name, input, place) => {
    const { code, stdout, stderr } = await runInProcess(['to-xml'], { input })
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr.startsWith(place)).toBe(true)
    // One line that moves no cursor, whatever the text was.
    expect(stderr).toMatch(/^[^\u0000-\u001f\u007f-\u009f]+\n$/)
  })

  it('names the JSON path of what XML cannot hold', async () => {
    const { code, stderr } = await runInProcess(['to-xml'], { input: '{"xml":{"a":[1,{"1b":2}]}}' })
    expect(code).toBe(1)
    expect(stderr).toMatch(/^stdin:1:\d+: .*\(\$\.xml\.a\[1\].*\)\n$/)
  })
})

describe('to-xml of another library’s JSON', () => {
  const input = '{"xml":{"Content":{"#cdata-section":"hi"},"CreateTime":"1"}}'

  it('names the library and the option that reads it', async () => {
    const { code, stderr } = await runInProcess(['to-xml'], { input })
    expect(code).toBe(1)
    expect(stderr.split('\n')[1]).toBe(
      '$.xml.Content: this is JSON as Json.NET writes it; to-xml --from json.net converts it as such',
    )
    expect((await runInProcess(['to-xml'], { input, env: ZH })).stderr).toContain('这是 Json.NET 的写法')
  })

  it('says so also where the keys could be fields', async () => {
    const fields = '{"xml":{"Content":{"_cdata":"hi"}}}'
    const { code, stdout, stderr } = await runInProcess(['to-xml'], { input: fields })
    expect([code, stdout]).toEqual([0, '<xml><Content><_cdata><![CDATA[hi]]></_cdata></Content></xml>\n'])
    expect(stderr).toMatch(/^\$\.xml\.Content: [^\n]*--from xml-js[^\n]*\n$/)
  })

  it('reads it with --from', async () => {
    expect(await runInProcess(['to-xml', '--from', 'json.net'], { input })).toEqual({
      code: 0,
      stdout: '<xml><Content><![CDATA[hi]]></Content><CreateTime>1</CreateTime></xml>\n',
      stderr: '',
    })
  })

  it('names --lossless where the lossless view is given without it', async () => {
    const { code, stderr } = await runInProcess(['to-xml'], { input: '{"xml":{"A":{"#cdata":"x"}}}' })
    expect([code, stderr.split('\n')[1]]).toEqual([1, 'to-xml --lossless converts the lossless view'])
  })

  it.each([
    [['--from', 'gson'], 'json.net'],
    [['--from', 'xml-js', '--lossless'], '--lossless'],
  ])('%j is wrong usage', async (args, named) => {
    const result = await runInProcess(['to-xml', ...args], { input })
    expect(result).toSatisfy(isUsageError)
    expect(result.stderr).toContain(named)
  })
})

describe('there and back through pipes', () => {
  it.each([[[]], [['--lossless']]])('%j', async (view) => {
    const json = await runCli(['to-json', ...view], { input: MESSAGE })
    const xml = await runCli(['to-xml', ...view], { input: json.stdout })
    expect(xml).toEqual({ code: 0, stdout: `${MESSAGE}\n`, stderr: '' })
  })

  it('keeps all of a document of 5 MB and more', async () => {
    const large = createLargeXml()
    expect(Buffer.byteLength(large)).toBeGreaterThan(5_000_000)
    const json = await runCli(['to-json'], { input: large })
    expect(json).toMatchObject({ code: 0, stderr: '' })
    expect((await runCli(['to-xml'], { input: json.stdout })).stdout === `${large}\n`).toBe(true)
  })
})

describe('pipes that break', () => {
  it('a reader that has gone ends it quietly', async () => {
    const child = startCli(['to-json'])
    const closed = once(child, 'close')
    const complaints = text(child.stderr)
    child.stdout.once('data', () => child.stdout.destroy())
    child.stdin.end(createLargeXml())
    expect(await closed).toEqual([0, null])
    expect(await complaints).toBe('')
  })

  it.runIf(process.platform === 'linux')('a disk that is full fails, in one line', async () => {
    const full = openSync('/dev/full', 'w')
    const child = spawn(process.execPath, [cli, 'to-json'], { stdio: ['pipe', full, 'pipe'] })
    closeSync(full)
    child.stdin!.end(MESSAGE)
    const [stderr, [code]] = await Promise.all([text(child.stderr!), once(child, 'close')])
    expect(code).toBe(1)
    expect(stderr).toMatch(/^mpscope: ENOSPC[^\n]*\n$/)
  })

  it.skipIf(process.platform === 'win32')('a signal ends it while it waits for input', async () => {
    const child = startCli(['to-json'])
    // Once it has read something, its own code runs and no longer Node's start.
    await new Promise<void>((resolve) => child.stdin.write('x'.repeat(1_000_000), () => resolve()))
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await exited).toEqual([null, 'SIGTERM'])
  })
})
