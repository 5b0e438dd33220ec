import { describe, expect, it } from 'vitest'
import { shallowRef } from 'vue'
import type { MessageRow } from '../../../../../src-renderer/screens/live/rows/fold-attempts.ts'
import { useSelection } from '../../../../../src-renderer/screens/live/selection/useSelection.ts'

/** A row of these attempts, oldest first. */
function row(...ids: string[]): MessageRow {
  const attempts = ids.map((id) => ({ id })) as unknown as MessageRow['attempts']
  return { attempts, newest: attempts.at(-1)!, gaps: [], counted: null }
}

function start(...first: MessageRow[]) {
  const rows = shallowRef<readonly MessageRow[]>(first)
  return { rows, selection: useSelection(rows) }
}

describe('selecting rows of attempts', () => {
  it('follows the newest attempt, also of a row that was there', () => {
    const { rows, selection } = start(row('b1'), row('a1'))
    rows.value = [row('a1', 'a2'), row('b1')]
    expect(selection.selectedId.value).toBe('a2')
    expect(selection.selectedRow.value?.attempts).toHaveLength(2)
  })

  it('keeps the attempt that one looks at, and its row, when another comes', () => {
    const { rows, selection } = start(row('b1'), row('a1'))
    selection.select('a1')
    rows.value = [row('a1', 'a2'), row('b1')]
    expect(selection.selectedId.value).toBe('a1')
    expect(selection.selectedIndex.value).toBe(0)
  })

  it('moves by rows from whichever attempt is shown', () => {
    const { selection } = start(row('c1'), row('b1', 'b2'), row('a1'))
    selection.select('b1')
    selection.move(1)
    expect(selection.selectedId.value).toBe('a1')
    selection.move(-1)
    expect(selection.selectedId.value).toBe('b2')
  })

  it('counts the rows that are new, a retried one as well', () => {
    const { rows, selection } = start(row('b1'), row('a1'))
    selection.select('a1')
    expect(selection.unseen.value).toBe(0)
    rows.value = [row('c1'), row('b1'), row('a1')]
    expect(selection.unseen.value).toBe(1)
    rows.value = [row('b1', 'b2'), row('c1'), row('a1')]
    expect(selection.unseen.value).toBe(2)
    selection.follow()
    expect(selection.unseen.value).toBe(0)
    expect(selection.selectedId.value).toBe('b2')
  })
})
