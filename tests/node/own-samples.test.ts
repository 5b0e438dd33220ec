import { describe, expect, it } from 'vitest'
import { SAMPLES_MAX } from '../../src-core/contract/sample.ts'
import { createTemporaryFolder, startWorkbench } from './running-workbench.ts'

const XML = '<xml>\n<MsgType><![CDATA[event]]></MsgType><Event>brand_new</Event></xml>'

describe('a message of one’s own', () => {
  it('is kept to the byte over a restart, with its type, once a name', async () => {
    const dataDir = createTemporaryFolder()
    const workbench = await startWorkbench({ dataDir })
    await workbench.call('sample.save', { name: '新事件', text: '{}' })
    const changed = workbench.next('samples.changed')
    const { id } = await workbench.call('sample.save', { name: ' 新事件 ', text: XML })
    const kept = { id, name: '新事件', collection: '', type: 'event', event: 'brand_new', text: XML }
    expect((await changed).samples).toEqual([kept])
    await workbench.close()

    const again = await startWorkbench({ dataDir })
    expect((await again.call('workbench.snapshot', {})).samples).toEqual([kept])
    await again.call('sample.remove', { id })
    await expect(again.call('sample.remove', { id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await again.call('workbench.snapshot', {})).samples).toEqual([])
  })

  it('may be JSON, or no message at all', async () => {
    const { call } = await startWorkbench()
    const json = '{"MsgType":"event","Event":"xpay_goods_deliver_notify"}'
    expect(await call('sample.save', { name: 'j', text: json })).toMatchObject({
      type: 'event',
      event: 'xpay_goods_deliver_notify',
    })
    expect(await call('sample.save', { name: 'x', text: 'x' })).toMatchObject({ type: '', event: null })
  })

  it('finds a place as long as there are not too many; one that has a name already needs none', async () => {
    const { call } = await startWorkbench()
    for (let count = 0; count < SAMPLES_MAX; count++)
      await call('sample.save', { name: `${count}`, text: 'x' })
    await expect(call('sample.save', { name: 'one more', text: 'x' })).rejects.toMatchObject({
      code: 'TOO_MANY',
    })
    expect(await call('sample.save', { name: '0', text: XML })).toMatchObject({ event: 'brand_new' })
  })

  it('comes with the others of its file; each name is there once', async () => {
    const { call } = await startWorkbench()
    const file = (names: string[]) => names.map((name) => `## ${name}\n\n\`\`\`\n${XML}\n\`\`\`\n`).join('\n')
    await call('sample.save', { name: 'b', collection: '活动', text: '{}' })
    await call('sample.save', { name: 'b', text: '{}' })
    const names = ['a', 'b', '__proto__', '../../c']
    expect(await call('sample.import', { file: '活动.md', text: file(names) })).toEqual({
      collection: '活动',
      added: 3,
      replaced: 1,
      faults: [],
    })
    const { samples } = await call('workbench.snapshot', {})
    expect(samples.map(({ name }) => name)).toEqual(['b', ...names])

    const many = Array.from({ length: SAMPLES_MAX }, (_, index) => `${index}`)
    await expect(call('sample.import', { file: 'x.md', text: file(many) })).rejects.toMatchObject({
      code: 'TOO_MANY',
    })
    expect((await call('workbench.snapshot', {})).samples).toEqual(samples)
  })

  it('stays when another workbench on the same folder keeps one, too', async () => {
    const dataDir = createTemporaryFolder()
    const [one, other] = [await startWorkbench({ dataDir }), await startWorkbench({ dataDir })]
    await one.call('sample.save', { name: 'a', text: 'a' })
    await other.call('sample.save', { name: 'b', text: 'b' })
    const { samples } = await other.call('workbench.snapshot', {})
    expect(samples.map(({ name }) => name).toSorted()).toEqual(['a', 'b'])
  })

  it('goes out as it came, with the others of its collection', async () => {
    const { call } = await startWorkbench()
    const text = '# 售后\n\n## 退货\n\n```xml\n<xml/>\n```\n\n## 换货\n\n```xml\n<xml>2</xml>\n```\n'
    await call('sample.import', { file: 'a.md', text })
    expect(await call('sample.export', { collection: '售后' })).toEqual({ file: '售后.md', text })
  })
})
