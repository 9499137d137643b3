import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkAsReview } from '../../src/render/check-review.ts'
import { anyShown } from '../support/any-check.ts'
import {
  commitOfShop,
  type MadeFinding,
  madePage,
  madeResult,
  shownOf,
} from '../support/shown-checks.ts'

const text = '# Guide\r\nSet `LIMIT`.\r\nSee ```` and `PORT`.\n'
const guide = madePage('docs/guide.md', text)
const lines = text.split('\n')
const mending = (line: number, from: string, to: string): MadeFinding => {
  const old = lines[line - 1] ?? ''
  return { page: 0, line, token: from, suggestion: { line, old, new: old.replace(from, to) } }
}

const reviewOf = (findings: readonly MadeFinding[], from: number, to: number) =>
  JSON.parse(
    checkAsReview(
      shownOf(madeResult([guide], findings)),
      new Map([['docs/guide.md', [{ from, to }]]]),
    ),
  )

test('a review suggests the edits of lines that the diff shows, and no others', () => {
  const findings = [mending(2, 'LIMIT', 'MOST'), mending(3, 'PORT', 'DOOR'), { page: 0, line: 2 }]
  expect(reviewOf(findings, 1, 2)).toEqual({
    commit_id: commitOfShop,
    event: 'COMMENT',
    body: '<!-- plumbline-review -->\n1 suggested edit of documents that this change touches.',
    comments: [
      {
        path: 'docs/guide.md',
        line: 2,
        side: 'RIGHT',
        body: '<!-- plumbline fnd_00000000000000000000 -->\n\n**`LIMIT` is false.** nothing in shop has LIMIT\n\n```suggestion\nSet `MOST`.\n```',
      },
    ],
  })
  expect(reviewOf(findings, 4, 9).comments).toEqual([])
})

test('a line with fences in it is suggested behind longer ones, and two edits of a line at once', () => {
  const [comment] = reviewOf([mending(3, 'PORT', 'DOOR'), mending(3, 'See', 'Mind')], 1, 3).comments
  expect(comment.body).toContain('\n`````suggestion\nMind ```` and `DOOR`.\n`````')
  expect(comment.body).toContain('fnd_00000000000000000000 fnd_00000000000000000001')
})

test('a review is no longer than people go through, and says how much is elsewhere', () => {
  const many = Array.from({ length: 40 }, (_, index) => `Set LIMIT ${index}.`)
  const page = madePage('docs/guide.md', many.join('\n'))
  const findings = many.map((old, index) => ({
    page: 0,
    line: index + 1,
    suggestion: { line: index + 1, old, new: old.replace('LIMIT', 'MOST') },
  }))
  const shown = new Map([['docs/guide.md', [{ from: 1, to: 40 }]]])
  const review = JSON.parse(checkAsReview(shownOf(madeResult([page], findings)), shown))
  expect(review.comments).toHaveLength(30)
  expect(review.body).toContain('10 more are in the comment of the pull request.')
})

test('a suggestion is one line, whatever the page says, and the same bytes again', () => {
  fc.assert(
    fc.property(anyShown(), (shown) => {
      const whole = new Map(shown.result.pages.map(({ path }) => [path, [{ from: 1, to: 3 }]]))
      const review = checkAsReview(shown, whole)
      expect(checkAsReview(shown, whole)).toBe(review)
      for (const { body } of JSON.parse(review).comments)
        expect(body).toMatch(/\n\n(`{3,})suggestion\n[^\n]*\n\1$/)
    }),
    { numRuns: 100 },
  )
})
