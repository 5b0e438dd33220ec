import { audit } from '../gallery/audit.ts'
import { dress } from '../gallery/dress.ts'
import { findLayoutFaults } from '../gallery/layout-faults.ts'
import { LANGUAGES, SIZES, THEMES } from '../gallery/looks.ts'
import { playScene } from '../gallery/play-scene.ts'
import { SCENES } from '../gallery/scenes/all-scenes.ts'
import { expect, test } from './fixtures.ts'

// The details and the composer do not fit into 200 % of a small window yet; the command shows where.
const WHOLE_SIZES = SIZES.filter((size) => !size.includes('@'))

/**
 * Each state once, with the looks dealt out in turn: the counts have no common factor, so that each theme meets each
 * size. `npm run gallery` looks at all of them.
 */
let dealt = 0
const HANDS = SCENES.map((scene, index) => ({
  scene,
  language: LANGUAGES[index % LANGUAGES.length]!,
  looks: scene.states.map(() => {
    const turn = dealt++
    return { theme: THEMES[turn % THEMES.length]!, size: WHOLE_SIZES[turn % WHOLE_SIZES.length]! }
  }),
}))

test('each language, theme and size meets each of the others in some state', () => {
  const pairs = HANDS.flatMap(({ language, looks }) =>
    looks.flatMap(({ theme, size }) => [`${language} ${theme}`, `${language} ${size}`, `${theme} ${size}`]),
  )
  const { length: languages } = LANGUAGES
  const all = languages * THEMES.length + languages * WHOLE_SIZES.length + THEMES.length * WHOLE_SIZES.length
  expect(new Set(pairs).size).toBe(all)
})

for (const { scene, language, looks } of HANDS) {
  test(`gallery: ${scene.name}, without faults of layout and of access`, async ({ start, dataDir }) => {
    test.slow()
    scene.prepare?.(dataDir)
    const { live } = await start({ locale: language === 'zh' ? 'zh-CN' : 'en-US' })
    const left = [...looks]
    await playScene(scene, live, async (state) => {
      const look = left.shift()!
      await dress(live.page, look)
      const faults = [...(await live.page.evaluate(findLayoutFaults)), ...(await audit(live.page))]
      expect.soft(faults, `${state} ${language} ${look.theme} ${look.size}`).toEqual([])
    })
  })
}
