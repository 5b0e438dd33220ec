import { auditForemost, auditNewColours, auditStructure } from '../gallery/audit.ts'
import { paint } from '../gallery/dress.ts'
import { findLayoutFaults } from '../gallery/layout-faults.ts'
import { LANGUAGES, SIZES, THEMES } from '../gallery/looks.ts'
import { findMotionFaults } from '../gallery/motion-faults.ts'
import { playScene } from '../gallery/play-scene.ts'
import { offerPrograms } from '../gallery/programs.ts'
import { SCENES } from '../gallery/scenes/all-scenes.ts'
import { findUnseenFocus, findUnseenStates } from '../gallery/unseen-states.ts'
import { expect, test } from './fixtures.ts'
import { prepareAccount } from './prepared-account.ts'
import { SettingsPage } from './settings-page.ts'

/**
 * Each state that is laid out in its own way once, in one of the looks: a scene has its language and its size, and its
 * states the themes in turn. The counts have no common factor, so that each theme meets each size. `npm run gallery` looks
 * at all states in all looks.
 */
const SHOWN = SCENES.filter(
  ({ shell, states }) => shell !== 'electron' && states.some(({ alike }) => !alike),
).map((scene) => ({ ...scene, states: scene.states.filter(({ alike }) => alike !== true) }))
const HANDS = SHOWN.map((scene, index) => ({
  scene,
  language: LANGUAGES[index % LANGUAGES.length]!,
  size: SIZES[index % SIZES.length]!,
  themes: scene.states
    .filter(({ alike }) => !alike)
    .map((_state, turn) => THEMES[(index + turn) % THEMES.length]!),
}))

test('each language, theme and size meets each of the others in some state', () => {
  const pairs = HANDS.flatMap(({ language, size, themes }) =>
    themes.flatMap((theme) => [`${language} ${theme}`, `${language} ${size}`, `${theme} ${size}`]),
  )
  const [languages, themes, sizes] = [LANGUAGES.length, THEMES.length, SIZES.length]
  expect(new Set(pairs).size).toBe(languages * themes + languages * sizes + themes * sizes)
})

for (const { scene, language, size, themes } of HANDS) {
  test(`gallery: ${scene.name}, in ${language}, ${size}`, async ({ start, dataDir }) => {
    test.slow()
    scene.prepare?.(dataDir)
    const locale = language === 'zh' ? 'zh-CN' : 'en-US'
    const withdraw = offerPrograms(dataDir, scene.programs ?? {})
    const { updateSource, ownProfile = false } = scene
    const started = await start({ locale, ownProfile, ...(updateSource && { updateSource }) })
    const left = [...themes]
    let isFirst = true
    await playScene(
      scene,
      started,
      async (state, page, { alike }) => {
        if (alike) return
        const theme = left.shift()!
        await paint(page, theme)
        const faults = [
          ...(await page.evaluate(findLayoutFaults)),
          ...(await page.evaluate(findMotionFaults)),
          // The page below a panel is that of a state before.
          ...(await (isFirst ? auditStructure : auditForemost)(page)),
          ...(await auditNewColours(page)),
        ]
        isFirst = false
        expect.soft(faults, `${state}, ${theme}`).toEqual([])
      },
      { theme: 'light', size },
    ).finally(withdraw)
  })
}

test('with forced colours one sees what is selected, pressed, on, and where the focus is', async ({
  start,
  dataDir,
}, testInfo) => {
  test.slow()
  prepareAccount(dataDir, {})
  const { live } = await start()
  const { page } = live
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  await live.sendTestMessage('文本消息')
  await live.openPart('reply')
  expect(await findUnseenStates(page)).toEqual([])
  expect(await findUnseenFocus(page, 10)).toEqual([])
  await page.screenshot({ path: testInfo.outputPath('live.png') })

  await new SettingsPage(live).open('appearance')
  expect(await findUnseenStates(page)).toEqual([])
  expect(await findUnseenFocus(page, 6)).toEqual([])
  await page.screenshot({ path: testInfo.outputPath('settings.png') })
})
