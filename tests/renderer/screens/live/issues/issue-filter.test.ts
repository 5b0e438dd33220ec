import { describe, expect, it } from 'vitest'
import {
  showsIssue,
  toggleIssue,
  withoutIssues,
} from '../../../../../src-renderer/screens/live/issues/issue-filter.ts'

describe('a click on an issue', () => {
  it.each([
    ['', 'code:"reply.not-xml"'],
    ['type:text', 'type:text code:"reply.not-xml"'],
    ['type:text or type:image', '(type:text or type:image) code:"reply.not-xml"'],
    ['code:"crypt.padding"', 'code:"reply.not-xml"'],
    ['code:"crypt.padding" type:text', 'type:text code:"reply.not-xml"'],
    ['type:text code:"reply.not-xml"', 'type:text'],
    ['code:"reply.not-xml"', ''],
  ])('makes %j to %j', (before, after) => {
    expect(toggleIssue(before, 'reply.not-xml')).toBe(after)
  })

  it('is seen on it, and not on one whose code begins the same', () => {
    expect(showsIssue('type:text code:"crypt.padding"', 'crypt.padding')).toBe(true)
    expect(showsIssue('type:text code:"crypt.padding-32"', 'crypt.padding')).toBe(false)
  })
})

describe('the issues that the panel speaks of', () => {
  it.each([
    ['type:text code:"reply.not-xml"', 'type:text'],
    ['took:>3000', 'took:>3000'],
    ['(a or b) code:"reply.not-xml"', '(a or b)'],
    // Parts of what somebody wrote.
    ['-code:"reply.not-xml"', '-code:"reply.not-xml"'],
    ['not code:"reply.not-xml"', 'not code:"reply.not-xml"'],
    ['type:text or code:"reply.not-xml"', 'type:text or code:"reply.not-xml"'],
    ['code:"reply.not-xml" | type:text', 'code:"reply.not-xml" | type:text'],
    ['code:reply.', 'code:reply.'],
  ])('by the filter %j are those of %j', (filter, rest) => {
    expect(withoutIssues(filter)).toBe(rest)
  })
})
