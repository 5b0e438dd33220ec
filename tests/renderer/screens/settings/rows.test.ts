import { describe, expect, it } from 'vitest'
import { DEFAULT_PREFERENCES } from '../../../../src-core/contract/preferences.ts'
import { findRows } from '../../../../src-renderer/screens/settings/rows/find-rows.ts'
import { SECTIONS, SETTING_ROWS } from '../../../../src-renderer/screens/settings/rows/rows.ts'

const find = (query: string) => findRows(SETTING_ROWS, query).map(({ id }) => id)

describe('the rows of the settings', () => {
  it('have every preference; the others are set where they are used', () => {
    const there = SETTING_ROWS.map(({ id, control }) =>
      control.kind === 'part' ? id : control.preference,
    ) as string[]
    expect(Object.keys(DEFAULT_PREFERENCES).filter((name) => !there.includes(name))).toEqual([
      'understood',
      'singleKeys',
      'savedFilters',
    ])
  })

  it('are in the order of the sections, each of which has some', () => {
    expect([...new Set(SETTING_ROWS.map(({ section }) => section))]).toEqual(SECTIONS)
  })

  it('have initials of one letter for each Chinese character', () => {
    for (const { pinyin } of SETTING_ROWS) expect(pinyin).toMatch(/^[a-z]+$/)
  })
})

describe('the search', () => {
  it.each([
    ['主题', 'theme'],
    ['theme', 'theme'],
    ['高对比', 'theme'],
    ['CONTRAST', 'theme'],
    ['zmtz', 'waitingNotification'],
    ['scanners', 'strangersHidden'],
    ['  端口 应答器 ', 'responderPort'],
    ['单键', 'keys'],
    ['7788', null],
    ['端口 主题', null],
  ])('for %j finds %s', (query, id) => {
    if (id === null) expect(find(query)).toEqual([])
    else expect(find(query)).toContain(id)
  })

  it('finds both ports and no theme for 端口, and a whole section by its name', () => {
    expect(find('端口')).toEqual(['responderPort', 'controlPort'])
    const data = SETTING_ROWS.filter(({ section }) => section === 'data').map(({ id }) => id)
    expect(find('数据')).toEqual(expect.arrayContaining(data))
  })

  it('finds everything for nothing', () => {
    expect(find(' ')).toHaveLength(SETTING_ROWS.length)
  })
})
