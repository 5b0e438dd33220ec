import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixtures.ts'
import { LivePage } from './live-page.ts'
import { prepareAccount, TOKEN } from './prepared-account.ts'
import { SignPage } from './sign-page.ts'

interface Vector {
  id: string
  token: string
  aesKey: string
  appid: string
  timestamp: string
  nonce: string
  encrypt: string
  envelope: string
  msg_signature: string
  computed: { plaintext: string; padding: number }
}

const vectors = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/vectors/crypto/crypto.json'), 'utf8'),
) as Vector[]
const vector = vectors.find(({ id }) => id === 'easywechat-decrypt')!

/** The first golden vector of the official pages. */
const GOLDEN = {
  token: 'AAAAA',
  timestamp: '1714036504',
  nonce: '1514711492',
  signature: 'f464b24fc39322e44b38aa78f5edd27bd1441696',
}
const QUERY = `signature=${GOLDEN.signature}&timestamp=${GOLDEN.timestamp}&nonce=${GOLDEN.nonce}`

async function openSign(live: LivePage): Promise<SignPage> {
  const sign = new SignPage(live)
  await sign.open()
  return sign
}

test('a signature, filled in, is worked out and compared digit by digit', async ({ live }) => {
  const sign = await openSign(live)
  await expect(sign.result).toContainText(sign.words.sign.empty.signature)
  await sign.field(sign.words.account.token).fill(GOLDEN.token)
  await sign.field('timestamp').fill(GOLDEN.timestamp)
  await sign.field('nonce').fill(GOLDEN.nonce)
  const shown = sign.signature('signature')
  await expect(shown).not.toContainText(GOLDEN.token)
  await sign.showToken(shown)
  await expect(shown).toContainText(`${GOLDEN.nonce}${GOLDEN.timestamp}${GOLDEN.token}`)
  await expect(shown).toContainText(GOLDEN.signature)
  await expect(shown).not.toContainText(sign.words.signature.equal)

  await sign.received('signature').fill(GOLDEN.signature)
  await expect(shown).toContainText(sign.words.signature.equal)

  await sign.received('signature').fill(`e${GOLDEN.signature.slice(1)}`)
  await expect(shown).toContainText(sign.words.signature.differs)
  await expect(shown.locator('mark')).toHaveText(['e'])

  // The doctor finds the cause: the same digest in upper case.
  await sign.received('signature').fill(GOLDEN.signature.toUpperCase())
  await expect(shown.getByRole('status')).toContainText('大写的十六进制')
})

test('a line of an access log fills in the fields, and says whose it is and what is missing', async ({
  live,
}) => {
  await live.setToken(GOLDEN.token)
  const sign = await openSign(live)
  const paste = sign.field(sign.words.sign.paste.label)
  await paste.fill(`140.207.54.75 - - [25/Apr/2024] "GET /wx?${QUERY} HTTP/1.0" 401 0 "-" "Mozilla/4.0"`)
  await expect(sign.field('timestamp')).toHaveValue(GOLDEN.timestamp)
  await expect(sign.received('signature')).toHaveValue(GOLDEN.signature)
  await expect(sign.signature('signature')).toContainText(sign.words.signature.equal)
  await expect(sign.screen).toContainText(sign.words.sign.paste.by.token.replace('{name}', 'mpscope'))

  await paste.fill(`https://a.example/wx?signature=${GOLDEN.signature}&timestamp=1`)
  await expect(sign.screen).toContainText(sign.words.sign.paste.missing.replace('{names}', 'nonce'))
  await expect(sign.field('nonce')).toHaveValue('')

  await paste.fill('https://a.example/')
  await expect(sign.screen).toContainText(sign.words.sign.paste.nothing)
})

test('a command with an encrypted body gives msg_signature, and its layers', async ({ live }) => {
  const sign = await openSign(live)
  const { token, timestamp, nonce, msg_signature: msgSignature } = vector
  const query = `timestamp=${timestamp}&nonce=${nonce}&encrypt_type=aes&msg_signature=${msgSignature}`
  await sign
    .field(sign.words.sign.paste.label)
    .fill(
      `curl 'http://a.example/wx?${query}' -H 'Content-Type: text/xml' --data-binary '${vector.envelope}'`,
    )
  await expect(sign.field(sign.words.sign.encrypt)).toHaveValue(vector.encrypt)
  await sign.field(sign.words.account.token).fill(token)
  const shown = sign.signature('msg_signature')
  await expect(shown).toContainText(sign.words.signature.fourParts)
  await expect(shown).toContainText(sign.words.signature.equal)

  await sign.choose('open')
  await sign.field(sign.words.account.aesKey).fill(vector.aesKey)
  await sign.field(sign.words.account.appId).fill(vector.appid)
  await expect(sign.layers).toContainText(sign.words.layers.ok)
  await expect(sign.page.getByRole('textbox', { name: 'msg_signature' })).toHaveValue(msgSignature)
  await sign.unfoldLayers()
  await expect(sign.layer('random')).toContainText('0000')
  await expect(sign.layer('length')).toContainText(
    sign.words.layers.says.replace('{count}', String(Buffer.byteLength(vector.computed.plaintext))),
  )
  await expect(sign.layer('receiver')).toContainText(vector.appid)
  await expect(sign.layer('padding')).toContainText(String(vector.computed.padding))
  await expect(sign.page.getByRole('textbox', { name: sign.words.sign.decrypted })).toContainText(
    'FromUserName',
  )
  await expect(sign.page.getByRole('textbox', { name: 'JSON', exact: true })).toContainText('FromUserName')

  // A long layer is shown whole when one asks for it.
  const message = sign.layer('message')
  await expect(message.getByRole('row')).toHaveCount(1 + 4)
  await message.getByRole('button').click()
  await expect(message.getByRole('row')).toHaveCount(
    1 + Math.ceil(Buffer.byteLength(vector.computed.plaintext) / 16),
  )

  // The first layer that is wrong, by its name and its official number.
  await sign.field(sign.words.account.appId).fill('wx0000000000000000')
  await expect(sign.layers.getByRole('status')).toContainText('-40005')
  await expect(sign.layer('receiver')).toContainText(sign.words.layers.wrong)
  await expect(sign.layer('message')).not.toContainText(sign.words.layers.wrong)

  // The typed text is still there after a visit to another tab.
  await sign.choose('signature')
  await expect(sign.field('nonce')).toHaveValue(nonce)
  await expect(sign.signature('msg_signature')).toContainText(sign.words.signature.equal)
})

test('a reply that was encrypted here opens here', { tag: '@window' }, async ({ live }) => {
  const sign = await openSign(live)
  await sign.choose('seal')
  await sign.page.getByRole('button', { name: sign.words.sign.sample }).click()
  await expect(sign.result).toContainText(sign.words.sign.empty.key)
  await sign.field(sign.words.account.aesKey).fill('short')
  await expect(sign.screen).toContainText('应为 43 个')
  await sign.page.getByRole('button', { name: sign.words.account.generateKey }).click()
  await expect(sign.layers).toContainText(sign.words.layers.ok)
  await sign.page.getByRole('button', { name: `复制${sign.words.sign.sealed}` }).click()

  await sign.choose('open')
  // Pasted, since a window may not read the clipboard.
  await sign.field(sign.words.sign.envelope).focus()
  await sign.page.keyboard.press('ControlOrMeta+v')
  await expect(sign.field(sign.words.sign.envelope)).toHaveValue(/<MsgSignature>/)
  await expect(sign.layers).toContainText(sign.words.layers.ok)
  await expect(sign.signature('msg_signature')).toContainText(sign.words.signature.equal)
  await expect(sign.page.getByRole('textbox', { name: sign.words.sign.decrypted })).toContainText('你好')
})

test('decrypting shows the XML first, the bytes folded away, and makes no key over a pasted one', async ({
  live,
}) => {
  await live.page.setViewportSize({ width: 1024, height: 640 })
  const sign = await openSign(live)
  await sign.field('timestamp').fill('1714036504')
  await sign.field('nonce').fill('486452656')
  await sign.choose('open')
  // Another request, perhaps: the values of the other tab are not its.
  await expect(sign.field('timestamp')).toHaveValue('')
  await expect(sign.field('nonce')).toHaveValue('')
  await sign.field(sign.words.account.aesKey).fill(vector.aesKey)
  await expect(sign.page.getByRole('button', { name: sign.words.account.generateKey })).toHaveCount(0)
  await sign.field(sign.words.sign.envelope).fill(vector.envelope)
  await sign.field(sign.words.account.appId).fill(vector.appid)
  const decrypted = sign.page.getByRole('textbox', { name: sign.words.sign.decrypted })
  await expect(decrypted.getByText('FromUserName').first()).toBeInViewport()
  await expect(sign.layer('random')).toBeHidden()
  await sign.unfoldLayers()
  await expect(sign.layer('random')).toBeVisible()
  expect((await decrypted.boundingBox())!.y).toBeLessThan((await sign.layer('random').boundingBox())!.y)
})

test('a sample fills the fields, and what it replaced comes back', async ({ live }) => {
  const sign = await openSign(live)
  const { samples } = sign.words.sign
  const token = sign.field(sign.words.account.token)
  await token.fill('MyOwnToken')
  await sign.received('signature').fill(GOLDEN.signature)
  await expect(sign.restore).toHaveCount(0)
  await sign.screen.getByRole('button', { name: samples.wrongToken }).click()
  await expect(sign.signature('signature').getByRole('status')).toContainText('首尾有空格')
  await sign.screen.getByRole('button', { name: samples.right, exact: true }).click()
  await expect(sign.signature('signature')).toContainText(sign.words.signature.equal)
  await sign.screen.getByRole('button', { name: samples.encrypted }).click()
  await expect(sign.signature('msg_signature')).toContainText(sign.words.signature.equal)
  for (let step = 0; step < 2; step++) await sign.restore.click()
  await expect(token).toHaveValue('MyOwnToken')
  await expect(sign.received('signature')).toHaveValue(GOLDEN.signature)
  await expect(sign.restore).toHaveCount(0)

  // A pasted request replaces the values; so does a new key in the tab that encrypts.
  await sign.field(sign.words.sign.paste.label).fill(`https://a.example/wx?${QUERY.replace(/f4/, 'e4')}`)
  await expect(sign.received('signature')).toHaveValue(`e4${GOLDEN.signature.slice(2)}`)
  await sign.restore.click()
  await expect(sign.received('signature')).toHaveValue(GOLDEN.signature)
  await sign.choose('seal')
  const key = sign.field(sign.words.account.aesKey)
  await key.fill(vector.aesKey)
  await sign.page.getByRole('button', { name: sign.words.account.generateKey }).click()
  await expect(key).not.toHaveValue(vector.aesKey)
  await sign.restore.click()
  await expect(key).toHaveValue(vector.aesKey)
})

test('a new key of an account can be taken back, and the key before it as well', async ({
  start,
  dataDir,
}) => {
  const keys = { aesKey: vector.aesKey, previousAesKey: 'b'.repeat(43) }
  prepareAccount(dataDir, { mode: 'safe', aesKey: keys.aesKey })
  const { live } = await start()
  const { account, sign, strip } = live.words
  await live.page.getByRole('button', { name: strip.account.replace('{name}', '') }).click()
  const panel = live.page.getByRole('dialog')
  const shown = async (name: 'aesKey' | 'previousAesKey') => {
    const button = account.show.replace('{secret}', account[name])
    const field = panel.getByLabel(account[name], { exact: true })
    await panel.getByRole('button', { name: button, exact: true }).click()
    await expect(field).not.toHaveValue('')
    return field
  }
  await expect(panel.getByRole('button', { name: sign.restoreKey })).toHaveCount(0)
  const previous = panel.getByLabel(account.previousAesKey, { exact: true })
  await previous.fill(keys.previousAesKey)
  await previous.press('Enter')
  await expect(panel.getByText(account.saved)).toBeVisible()
  for (let time = 0; time < 2; time++) {
    await panel.getByRole('button', { name: account.generateKey }).click()
    await expect(panel.getByRole('button', { name: sign.restoreKey })).toBeVisible()
  }
  await panel.getByRole('button', { name: sign.restoreKey }).click()
  await expect(panel.getByRole('button', { name: sign.restoreKey })).toHaveCount(0)
  await expect(await shown('aesKey')).toHaveValue(keys.aesKey)
  await expect(await shown('previousAesKey')).toHaveValue(keys.previousAesKey)
})

test('a single wrong digit is told as such, and not as another token', async ({ live }) => {
  const sign = await openSign(live)
  await sign.field(sign.words.account.token).fill(GOLDEN.token)
  // The account answers at this path, too; the typed token stays all the same.
  await sign.field(sign.words.sign.paste.label).fill(`/wx?${QUERY.replace(/f4/, 'e4')}`)
  const shown = sign.signature('signature')
  await expect(shown.getByRole('status')).toContainText('只有第 1 位不同')
  await expect(shown).not.toContainText('另一个 Token')
  await expect(shown.locator('mark')).toHaveText(['e'])
})

test('a signed request and verifying code are made, which the account’s address takes', async ({ live }) => {
  await live.setToken(GOLDEN.token)
  const sign = await openSign(live)
  const received = sign.field(sign.words.sign.received.replace('{name}', 'signature'))
  await received.fill('79297a1b40350827d0155eb3587873ab20815182')
  await sign.screen.getByRole('button', { name: sign.words.sign.fillNow, exact: true }).click()
  // It was another request's; it can be put back.
  await expect(received).toHaveValue('')
  await sign.screen.getByRole('button', { name: sign.words.sign.fillRandom, exact: true }).click()
  await expect(sign.field('timestamp')).toHaveValue(/^\d{10}$/)
  await expect(sign.field('nonce')).toHaveValue(/^\d{9,10}$/)
  await sign.made.getByLabel('echostr', { exact: true }).fill('8415')
  const url = await sign.make('url')
  await expect(url).toContainText('echostr=8415')
  const answer = await fetch((await url.locator('.cm-line').allInnerTexts()).join(''))
  expect([answer.status, await answer.text()]).toEqual([200, '8415'])

  await expect(await sign.make('curl')).toContainText("curl -i --max-time 5 'http://")
  await sign.made.getByLabel(sign.words.sign.make.address, { exact: true }).fill('ftp://a')
  await expect(sign.made).toContainText(sign.words.sign.make.addressWrong)

  for (const kind of ['php', 'java', 'python', 'go', 'node'] as const)
    await expect(await sign.make(kind)).toContainText('WECHAT_TOKEN')
  const code = await sign.make('node')
  await expect(code).not.toContainText(GOLDEN.token)
  await sign.made.getByLabel(sign.words.sign.make.writesToken).check()
  await expect(code).toContainText(`"${GOLDEN.token}"`)
  await sign.made.getByLabel(sign.words.sign.make.writesToken).uncheck()
  await expect(code).not.toContainText(GOLDEN.token)
})

test('an alarm is read, explained, and leads to the exchange that it is about', async ({ known: live }) => {
  const url = await live.signedUrl(TOKEN)
  for (const [created, text] of [
    ['1714036504', '第一条'],
    ['1714036505', '第二条'],
  ]) {
    const body = `<xml><ToUserName>gh_1</ToUserName><FromUserName>oABC</FromUserName><CreateTime>${created}</CreateTime><MsgType>text</MsgType><Content>${text}</Content><MsgId>${created}</MsgId></xml>`
    await fetch(url, { method: 'POST', body })
  }
  const sign = await openSign(live)
  await sign.choose('alarm')
  const alarm = '[OpenID=oABC][Stamp=1714036504][3rdUrl=http://a.example/wx][response_length=9]'
  await sign.field(sign.words.sign.alarm.label).fill(`${alarm}[response_content="success"]`)
  await expect(sign.result).toContainText('reply.not-xml')
  await expect(sign.result).toContainText('[response_length=7][response_content=success]')
  await sign.result.getByRole('button', { name: '第一条' }).click()
  await expect(live.xml).toContainText('第一条')

  await sign.open()
  await sign.field(sign.words.sign.alarm.label).fill('[OpenID=oXYZ][Stamp=1714036504]')
  await expect(sign.result).toContainText(
    sign.words.sign.alarm.noMatch.replace('{looked}', '2').replace('{ofUser}', '0'),
  )
})

test('the fields follow the account, and what was typed stays', async ({ live }) => {
  const sign = await openSign(live)
  await sign.page.getByRole('button', { name: sign.words.rail.live, exact: true }).click()
  await live.setToken('FirstToken')
  await sign.open()
  await sign.showSecret(sign.words.account.token)
  await expect(sign.field(sign.words.account.token)).toHaveValue('FirstToken')
  await sign.field(sign.words.account.token).fill('MyOwn')
  await sign.page.getByRole('button', { name: sign.words.rail.live, exact: true }).click()
  await live.setToken('SecondToken')
  await sign.open()
  await expect(sign.field(sign.words.account.token)).toHaveValue('MyOwn')
})

test('an encrypted message is shown decrypted, layer by layer, and goes on to Sign whole', async ({
  start,
  dataDir,
}) => {
  prepareAccount(dataDir, {
    mode: 'safe',
    aesKey: vector.aesKey,
    appId: 'wx5823bf96d3bd56c7',
    policy: { kind: 'fixed', reply: { type: 'text', content: '收到' } },
  })
  const { live } = await start()
  const { sections, payload, signature, layers } = live.words
  await live.sendTestMessage('文本消息')
  await expect(live.page.getByRole('textbox', { name: payload.decrypted })).toContainText('<![CDATA[text]]>')
  await expect(live.verdict).toContainText(live.words.verdict.accepted)
  const shown = (await live.openPart('layers')).getByRole('region', { name: layers.label })
  for (const name of ['random', 'length', 'message', 'receiver', 'padding'] as const) {
    await expect(shown).toContainText(layers.name[name])
  }
  await expect(shown).toContainText('wx5823bf96d3bd56c7')
  const steps = await live.openPart('signature')
  await expect(steps.getByText(signature.equal)).toHaveCount(2)
  const reply = await live.openPart('reply')
  await expect(reply).toContainText('收到')
  await reply.getByRole('button', { name: sections.envelope }).click()
  await expect(reply).toContainText('MsgSignature')
  await live.openPart('signature')
  await steps.getByRole('button', { name: signature.openInSign }).click()
  const sign = new SignPage(live)
  await expect(sign.result).toContainText(layers.ok)
})
