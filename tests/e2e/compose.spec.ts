import { ComposePage, prepareByHand, USER } from './compose-page.ts'
import { expect, test as base } from './fixtures.ts'

const test = base.extend<{ compose: ComposePage; holdMs: number }>({
  holdMs: [60_000, { option: true }],
  compose: async ({ start, dataDir, holdMs }, use) => {
    prepareByHand(dataDir, holdMs)
    await use(new ComposePage((await start()).live))
  },
})

test('journey 3: a message waits, is answered, and gets exactly the bytes that were shown', async ({
  compose,
}) => {
  const { live, page } = compose
  const { reply } = await compose.postText('几点开门？')
  await expect(compose.waiting).toHaveCount(1)
  await expect(compose.waiting).toContainText('几点开门？')
  await expect(compose.waiting.getByRole('timer')).toHaveText(/^\d+\.\d s$/)
  await expect(compose.composer.getByRole('timer')).toContainText('success')
  await expect(live.xml).toContainText('<Content><![CDATA[几点开门？]]></Content>')

  // The cursor is in the field to write in.
  await expect(compose.content).toBeFocused()
  await page.keyboard.insertText('九点 😊\n到 ]]> 九点')
  await expect(compose.bytes).toContainText(']]]]><![CDATA[> 九点]]></Content>')
  const shown = await compose.previewed()
  expect(shown).toContain(`<ToUserName><![CDATA[${USER}]]></ToUserName>`)
  expect(shown).toMatch(/<CreateTime>\d{10}<\/CreateTime>/)
  await compose.content.focus()
  await page.keyboard.press('Control+Enter')
  expect(await reply).toEqual({ status: 200, body: shown })

  await expect(compose.waiting).toHaveCount(0)
  await expect(live.rows).toHaveCount(1)
  await expect(live.rows.first()).toHaveAttribute('aria-selected', 'true')
  await expect(live.verdict).toContainText(live.words.by.hand)
})

test('several wait at once: what is being written stays, and the next comes up when it is sent', async ({
  compose,
}) => {
  const first = await compose.postText('第一条')
  await expect(compose.content).toBeFocused()
  await compose.content.fill('答第一条')
  const second = await compose.postClick('MENU_2')
  await expect(compose.waiting).toHaveCount(2)
  await expect(compose.waiting.nth(1)).toContainText('MENU_2')
  await expect(compose.waiting.first()).toHaveAttribute('aria-current', 'true')
  await expect(compose.content).toHaveValue('答第一条')

  // A look at the other one loses nothing.
  await compose.waiting.nth(1).click()
  await expect(compose.content).toHaveValue('')
  await compose.waiting.first().click()
  await expect(compose.content).toHaveValue('答第一条')

  await compose.page.keyboard.press('Control+Enter')
  expect((await first.reply).body).toContain('<Content><![CDATA[答第一条]]></Content>')
  await expect(compose.waiting).toHaveCount(1)
  await expect(compose.content).toHaveValue('')
  await expect(compose.content).toBeFocused()
  await compose.composer.getByRole('button', { name: compose.live.words.compose.success }).click()
  expect((await second.reply).body).toBe('success')
})

test('clearing the history leaves what waits, and what is being written', async ({ compose }) => {
  const { live, page } = compose
  const past = await compose.postText('从前')
  await compose.composer.getByRole('button', { name: live.words.compose.success }).click()
  await past.reply
  await compose.postText('甲')
  await compose.postText('乙')
  await expect(compose.waiting).toHaveCount(2)
  await compose.waiting.nth(1).click()
  await compose.content.fill('答乙')
  await page.getByRole('button', { name: live.words.list.clear, exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: live.words.list.clearSure }).click()
  await expect(live.rows).toHaveCount(0)
  await expect(compose.waiting.nth(1)).toHaveAttribute('aria-current', 'true')
  await expect(compose.content).toHaveValue('答乙')
})

test('the keyboard goes through what waits and on into the list', async ({ compose }) => {
  const { live, page } = compose
  const past = await compose.postText('从前')
  await compose.composer.getByRole('button', { name: live.words.compose.success }).click()
  await past.reply
  await expect(live.rows).toHaveCount(1)
  await compose.postText('甲')
  await expect(compose.content).toBeFocused()
  await compose.postText('乙')
  await expect(compose.waiting).toHaveCount(2)
  await live.list.focus()
  await page.keyboard.press('j')
  await expect(compose.waiting.nth(1)).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('j')
  await expect(live.rows.first()).toHaveAttribute('aria-selected', 'true')
  await expect(live.xml).toContainText('从前')
  await page.keyboard.press('k')
  await expect(compose.waiting.nth(1)).toHaveAttribute('aria-current', 'true')
  await expect(live.list).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(compose.content).toBeFocused()
})

test.describe('when the time is up', () => {
  // Long enough for a slow machine to type in, and a short wait for the test.
  test.use({ holdMs: 8000 })

  test('success goes by itself, and the draft is kept for the next reply', async ({ compose }) => {
    const { live } = compose
    const { reply } = await compose.postText('在吗')
    await compose.content.fill('我在，请稍等')
    expect(await reply).toEqual({ status: 200, body: 'success' })
    await expect(compose.waiting).toHaveCount(0)
    await expect(live.verdict).toContainText(live.words.by.timeout)
    await expect(compose.kept).toContainText('我在，请稍等')
    // The field that had the focus is gone.
    await expect(live.list).toBeFocused()

    await compose.kept.getByRole('button', { name: live.words.compose.kept.carry }).click()
    await expect(compose.kept).toContainText(live.words.compose.kept.carried)
    await compose.postText('还在吗')
    await expect(compose.content).toHaveValue('我在，请稍等')
  })
})

test('a reload finds what waits, and what was written', async ({ compose }) => {
  const { live, page } = compose
  const { reply } = await compose.postText('在吗')
  await compose.content.fill('还没写完')
  await expect(compose.status.last()).toHaveText(live.words.compose.saved)
  await page.reload()
  await live.isReady()
  await expect(compose.waiting).toHaveCount(1)
  await expect(compose.content).toHaveValue('还没写完')
  await expect(compose.content).toBeFocused()
  await page.keyboard.press('Control+Enter')
  expect((await reply).body).toContain('还没写完')
})

test('that the other side hung up is seen at once, and the draft is kept', async ({ compose }) => {
  const { live } = compose
  const { hangUp } = await compose.postText('在吗')
  await compose.content.fill('来了')
  hangUp()
  await expect(compose.waiting).toHaveCount(0)
  await expect(live.verdict).toContainText(live.words.verdict.retried)
  await expect(compose.kept).toContainText(live.words.compose.kept.gone.slice(0, 6))
  await expect(compose.kept).toContainText('来了')
})

test('templates and last replies are one key away', async ({ compose }) => {
  const { page, live } = compose
  const { compose: words } = live.words
  const panel = page.getByRole('dialog')
  const first = await compose.postText('营业时间')
  await compose.content.fill('九点到九点')
  await page.keyboard.press('Alt+ArrowDown')
  await panel.getByLabel(words.templateName).fill('营业时间')
  await page.keyboard.press('Enter')
  await expect(panel.getByRole('button', { name: /营业时间 .*九点到九点/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
  await compose.content.fill('今天休息')
  await page.keyboard.press('Control+Enter')
  await first.reply

  const second = await compose.postText('再问一次')
  await expect(compose.content).toHaveValue('')
  await expect(compose.content).toBeFocused()
  await page.keyboard.press('Alt+ArrowDown')
  await expect(panel.getByRole('button', { name: /今天休息/ })).toBeVisible()
  await expect(panel.getByRole('button', { name: /^营业时间/ })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(compose.content).toHaveValue('今天休息')
  await page.keyboard.press('Alt+ArrowDown')
  await expect(panel.getByRole('button', { name: /^营业时间/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(compose.content).toHaveValue('九点到九点')
  await expect(compose.content).toBeFocused()
  await page.keyboard.press('Control+Enter')
  expect((await second.reply).body).toContain('<Content><![CDATA[九点到九点]]></Content>')
})

test('form and free XML stay in step as far as the XML allows', async ({ compose }) => {
  const { live } = compose
  const { reply } = await compose.postText('你好')
  await compose.content.fill('一')
  await expect(compose.bytes).toContainText('<Content><![CDATA[一]]></Content>')
  const xml = (await compose.previewed()).replace('一', '二')
  await compose.bytes.fill(xml)
  await expect(compose.content).toHaveValue('二')

  await compose.bytes.fill(xml.replace('<MsgType>', '<!-- 备注 --><MsgType>'))
  await expect(compose.composer).toContainText(live.words.compose.noForm)
  await expect(compose.content).toHaveCount(0)
  // Back to the form, and back again to the XML: neither is lost.
  await compose.chooseType('text')
  await expect(compose.content).toHaveValue('二')
  await expect(compose.bytes).not.toContainText('备注')
  await compose.chooseType('xml')
  await expect(compose.bytes).toContainText('备注')
  const shown = await compose.previewed()
  await compose.send.click()
  expect((await reply).body).toBe(shown)
})

test('what WeChat would make of it is said while one writes, and mended on request', async ({ compose }) => {
  const { live } = compose
  const { reply } = await compose.postText('你好')
  // Nothing written yet: nothing is wrong, and nothing is sent by mistake.
  const { will, blank, nothingToSend } = live.words.compose
  await expect(compose.findings).toHaveText(blank)
  await compose.page.keyboard.press('Control+Enter')
  await expect(compose.status.last()).toHaveText(nothingToSend)
  await compose.content.fill('在的')
  await expect(compose.findings).toContainText(will.accepted)
  await expect(compose.bytes).toContainText('在的')
  const good = await compose.previewed()

  await compose.bytes.fill(`提示 ${good}`)
  await expect(compose.findings).toContainText(will.fault)
  await compose.repairs.click()
  await expect(compose.findings).toContainText(will.accepted)
  expect(await compose.previewed()).toBe(good)
  await expect(compose.content).toHaveValue('在的')
  await compose.send.click()
  expect((await reply).body).toBe(good)
})

test('every type keeps what was written of it', async ({ compose }) => {
  await compose.postText('你好')
  await compose.content.fill('一句话')
  await compose.chooseType('image')
  await compose.composer.getByLabel('MediaId').fill('m1')
  await expect(compose.bytes).toContainText('<MediaId><![CDATA[m1]]></MediaId>')
  await compose.chooseType('text')
  await expect(compose.content).toHaveValue('一句话')
  await compose.chooseType('image')
  await expect(compose.composer.getByLabel('MediaId')).toHaveValue('m1')
})

test('what is left to write is counted in bytes and in characters', async ({ compose }) => {
  const { replyForm } = compose.live.words
  await compose.postText('你好')
  // 3 bytes, 4 bytes in one character of two code units, 1 byte.
  await compose.content.fill('好😊\n')
  await expect(compose.composer).toContainText(replyForm.left.replace('{bytes}', '2,039'))
  await expect(compose.composer).toContainText('3 / 600')
  await compose.content.fill('好'.repeat(683))
  await expect(compose.composer).toContainText(replyForm.over.replace('{bytes}', '2'))
})

test('articles: as many as WeChat will show', async ({ compose }) => {
  const { replyForm } = compose.live.words
  const addArticle = compose.composer.getByRole('button', { name: replyForm.addArticle })
  await compose.postText('你好')
  await compose.chooseType('news')
  await expect(compose.composer).toContainText(replyForm.shown.message)
  await addArticle.click()
  const articles = compose.composer.getByRole('list', { name: replyForm.articles }).getByRole('listitem')
  await expect(articles.nth(1)).toContainText(replyForm.notShown)
  await expect(articles.first()).not.toContainText(replyForm.notShown)
  await articles.nth(1).getByLabel('Title').fill('后来居上')
  await articles
    .nth(1)
    .getByRole('button', { name: replyForm.moveUp.replace('{number}', '2') })
    .click()
  await expect(articles.first().getByLabel('Title')).toHaveValue('后来居上')
  await expect(compose.bytes).toContainText('<ArticleCount>2</ArticleCount>')

  await compose.postClick('NEWS')
  await compose.waiting.nth(1).click()
  await compose.chooseType('news')
  await expect(compose.composer).toContainText(replyForm.shown.event.replace('{max}', '8'))
  for (let count = 1; count < 8; count += 1) await addArticle.click()
  await expect(articles).toHaveCount(8)
  await expect(addArticle).toBeDisabled()
  await expect(compose.composer.getByText(replyForm.notShown)).toHaveCount(0)
})

test('what XML cannot carry is not sent, and goes on waiting', async ({ compose }) => {
  const { reply } = await compose.postText('你好')
  await compose.content.fill('a\u0001b')
  await compose.page.keyboard.press('Control+Enter')
  await expect(compose.status.last()).toContainText(compose.live.words.errors.NOT_WRITABLE)
  await expect(compose.content).toHaveValue('a\u0001b')
  await compose.content.fill('ab')
  await compose.page.keyboard.press('Control+Enter')
  expect((await reply).body).toContain('<![CDATA[ab]]>')
})

test('a test message of one’s own waits to be answered like any other', async ({ compose }) => {
  const { live, page } = compose
  await live.sendButton.click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^文本消息 / })
    .click()
  await expect(compose.waiting).toHaveCount(1)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(compose.content).toBeFocused()
  await page.keyboard.insertText('收到')
  await page.keyboard.press('Control+Enter')
  await expect(live.rows).toHaveCount(1)
  await expect(live.verdict).toContainText(live.words.verdict.accepted)
})

test('who writes elsewhere is not interrupted', async ({ compose }) => {
  const { live, page } = compose
  await page.getByRole('button', { name: live.words.strip.account.replace('{name}', '') }).click()
  const name = page.getByRole('dialog').getByLabel(live.words.account.name, { exact: true })
  await name.fill('改名')
  await compose.postText('你好')
  await expect(compose.waiting).toHaveCount(1)
  await expect(compose.composer).toHaveCount(0)
  await expect(name).toBeFocused()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await compose.waiting.click()
  await expect(compose.content).toBeFocused()
})

test('Ctrl+W closes nothing that waits', { tag: '@window' }, async ({ compose }) => {
  const { reply } = await compose.postText('你好')
  await expect(compose.content).toBeFocused()
  await compose.page.keyboard.press('Control+W')
  await compose.content.fill('还在')
  await compose.page.keyboard.press('Control+Enter')
  expect((await reply).body).toContain('还在')
})
