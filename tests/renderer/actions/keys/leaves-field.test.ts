import { describe, expect, it } from 'vitest'
import { leavesField } from '../../../../src-renderer/actions/keys/leaves-field.ts'

const plain = { defaultPrevented: false, isComposing: false }

describe('leavesField', () => {
  it.each<[key: string | null, where: 'line' | 'text', leaves: boolean]>([
    ['Tab', 'line', true],
    ['Shift+Tab', 'text', true],
    ['Escape', 'text', true],
    ['Enter', 'line', true],
    ['Enter', 'text', false],
    ['Ctrl+Enter', 'text', true],
    ['Alt+ArrowDown', 'text', true],
    ['6', 'line', false],
    ['Shift+A', 'text', false],
    ['ArrowDown', 'text', false],
    [null, 'line', false],
  ])('%s in a %s: %s', (key, where, leaves) => {
    expect(leavesField(plain, key, where === 'line')).toBe(leaves)
  })

  it('says so of Enter in a long text that the field uses for something else', () => {
    expect(leavesField({ ...plain, defaultPrevented: true }, 'Enter', false)).toBe(true)
  })

  it.each(['Enter', 'Escape', 'Tab'])('does not of %s while an input method composes', (key) => {
    expect(leavesField({ ...plain, isComposing: true }, key, true)).toBe(false)
  })
})
