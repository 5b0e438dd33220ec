import { describe, expect, it } from 'vitest'
import type { ConversionOrder } from '../../src-core/contract/conversion.ts'
import { startWorkbench } from './running-workbench.ts'

const order = (change: Partial<ConversionOrder>): ConversionOrder => ({
  kind: 'to-json',
  text: '<xml><a><![CDATA[1]]></a></xml>',
  view: 'simple',
  ...change,
})

/** About 5 MB of elements like those of a list of articles. */
const large = `<xml>${'<item><Title><![CDATA[标题]]></Title><Id>7023456789012345678</Id></item>'.repeat(75_000)}</xml>`

describe('conversion.run', () => {
  it.each<[ConversionOrder['kind'], string, string]>([
    ['to-json', '<xml><a><![CDATA[1]]></a></xml>', '{\n  "xml": {\n    "a": "1"\n  }\n}'],
    ['to-xml', '{"xml":{"a":"1","b":2}}', '<xml>\n  <a><![CDATA[1]]></a>\n  <b>2</b>\n</xml>'],
    ['format-xml', '<xml><a>1</a></xml>', '<xml>\n  <a>1</a>\n</xml>'],
    ['minify-xml', '<xml>\n  <a> 1 </a>\n</xml>', '<xml><a> 1 </a></xml>'],
    [
      'format-json',
      '{"a":[1e5,70234567890123456789]}',
      '{\n  "a": [\n    1e5,\n    70234567890123456789\n  ]\n}',
    ],
    ['minify-json', '{ "a" : [ 1 , 2 ] }', '{"a":[1,2]}'],
    [
      'wechat-xml',
      '<xml><a>x</a><CreateTime>1</CreateTime></xml>',
      '<xml>\n  <a><![CDATA[x]]></a>\n  <CreateTime>1</CreateTime>\n</xml>',
    ],
  ])('%s', async (kind, text, expected) => {
    const workbench = await startWorkbench()
    const conversion = await workbench.call('conversion.run', { job: 'j', order: order({ kind, text }) })
    expect(conversion).toMatchObject({ ok: true, text: expected })
  })

  it('says where a text is wrong', async () => {
    const workbench = await startWorkbench()
    const conversion = await workbench.call('conversion.run', {
      job: 'j',
      order: order({ text: '<xml>\n<a></b></xml>' }),
    })
    expect(conversion).toMatchObject({ ok: false, error: { code: 'TAG_MISMATCH', line: 2 } })
  })

  it('converts megabytes beside everything else: a message is answered meanwhile', async () => {
    const workbench = await startWorkbench()
    const done: number[] = []
    const answered: string[] = []
    workbench.subscribe((event) => {
      if (event.type === 'conversion.progressed') done.push(event.done)
    })
    const conversion = workbench.call('conversion.run', { job: 'large', order: order({ text: large }) })
    const { id: account } = await workbench.account()
    const message = workbench.call('message.send', { account, type: 'text' })
    await Promise.all([
      conversion.then(() => answered.push('conversion')),
      message.then(() => answered.push('message')),
    ])
    expect(answered).toEqual(['message', 'conversion'])
    const result = await conversion
    expect(result.ok && result.text.length).toBeGreaterThan(5_000_000)
    expect(result).toMatchObject({ lossless: false, pairs: [] })
    expect(done.length).toBeGreaterThan(1)
    expect(done).toEqual(done.toSorted((a, b) => a - b))
  })

  it('can be cancelled, and is when a newer one of its name begins', async () => {
    const workbench = await startWorkbench()
    const first = workbench.call('conversion.run', { job: 'j', order: order({ text: large }) })
    const second = workbench.call('conversion.run', { job: 'j', order: order({ text: `${large} ` }) })
    await expect(first).rejects.toMatchObject({ code: 'CANCELLED' })
    await workbench.call('conversion.cancel', { job: 'j' })
    await expect(second).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(await workbench.call('conversion.cancel', { job: 'never heard of' })).toBeNull()
    expect(workbench.reported).toEqual([])
  })

  it('refuses what is too large or too deep, and says so', async () => {
    const workbench = await startWorkbench()
    const deep = await workbench.call('conversion.run', {
      job: 'j',
      order: order({ text: '<a>'.repeat(1001) + '</a>'.repeat(1001) }),
    })
    expect(deep).toMatchObject({ ok: false, error: { code: 'TOO_DEEP', line: 1 } })
    const many = `<xml>${'你'.repeat(12 * 1024 * 1024)}</xml>`
    const big = await workbench.call('conversion.run', { job: 'j', order: order({ text: many }) })
    expect(big).toMatchObject({ ok: false, error: { code: 'TOO_LARGE' } })
  })
})

describe('the counterparts of exchange.open', () => {
  it('gives the JSON of a message and what belongs together', async () => {
    const workbench = await startWorkbench()
    const xml = '<xml><Content><![CDATA[a\u0001b]]></Content>webwx_msg_cli_ver_0x1</xml>'
    await fetch(await workbench.signedUrl(), { method: 'POST', body: xml })
    const { id, message } = await workbench.latest()
    const { counterparts } = await workbench.call('exchange.open', { id })
    expect(JSON.parse(counterparts!.json)).toEqual(message!.json)
    const content = counterparts!.pairs.find(({ path }) => path[0] === 'Content')!
    expect(message!.xml.slice(content.xml.start, content.xml.end)).toBe(
      '<Content><![CDATA[a\u0001b]]></Content>',
    )
    expect(counterparts!.json.slice(content.json.start, content.json.end)).toBe('"a\\u0001b"')
  })

  it('is null where there is no message', async () => {
    const workbench = await startWorkbench()
    await fetch(await workbench.signedUrl({ echostr: '1' }))
    const { id } = await workbench.latest()
    expect((await workbench.call('exchange.open', { id })).counterparts).toBeNull()
  })
})

describe('sample.list', () => {
  it('has every message, event and reply, and each converts without a loss', async () => {
    const workbench = await startWorkbench()
    const samples = await workbench.call('sample.list', {})
    const catalogue = await workbench.call('catalogue.get', {})
    const variants = catalogue.flatMap(({ variants: more = [] }) => more)
    expect(samples.filter(({ group }) => group !== 'reply')).toHaveLength(catalogue.length + variants.length)
    expect(samples.filter(({ group }) => group === 'reply').length).toBeGreaterThanOrEqual(7)
    for (const { xml, title } of samples) {
      const conversion = await workbench.call('conversion.run', {
        job: 'j',
        order: order({ text: xml, view: 'lossless' }),
      })
      expect(conversion, title.en).toMatchObject({ ok: true, lossless: true })
    }
  })
})
