import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { classifyDiff } from '../../../src/actions/changes/classify-diff.ts'
import { changeKinds } from '../../../src/actions/changes/index.ts'
import { readChangePage } from '../../support/change-pages.ts'
import { effectLines } from '../../support/manual-pages.ts'

test('every kind of change has its manual page, and every page its kind', () => {
  const pages = readdirSync('corpus/changes').map((file) => file.replace('.md', ''))
  expect(pages.toSorted()).toEqual(Object.keys(changeKinds).toSorted())
})

test('a good part of the pages is about what does no harm', async () => {
  const cases = Object.keys(changeKinds).flatMap((kind) => readChangePage(kind).cases)
  const benign = cases.filter(({ expected }) => /^D[01] [^\n]*$/.test(expected))
  expect(cases.length).toBeGreaterThan(150)
  expect(benign.length / cases.length).toBeGreaterThan(0.4)
})

describe.each(Object.entries(changeKinds))('%s', (name, kind) => {
  const page = readChangePage(name)

  test('the page says what the kind says', () => {
    expect(page.title).toBe(name)
    expect(page.about).toBe(kind.about)
    expect(page.cases.length).toBeGreaterThan(0)
  })

  test.each(page.cases)('$title', async ({ diff, expected }) => {
    expect(effectLines(await classifyDiff({ diff })).join('\n')).toBe(expected)
  })
})
