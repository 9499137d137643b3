import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { classifyAction } from '../../src/actions/classify.ts'
import { tools } from '../../src/actions/tools/index.ts'
import { readActionPage } from '../support/action-pages.ts'
import { effectLines } from '../support/manual-pages.ts'

/** The page of what is read in the words of every program. */
const wordsOfAny = 'any-program'

test('every tool has its manual page, and every page its tool', () => {
  const pages = readdirSync('corpus/actions').map((file) => file.replace('.md', ''))
  expect(pages.toSorted()).toEqual([...Object.keys(tools), wordsOfAny].toSorted())
})

test('no program belongs to two tools', () => {
  const programs = Object.values(tools).flatMap((tool) => tool.programs)
  const twice = programs.filter((program, place) => programs.indexOf(program) !== place)
  expect(twice).toEqual([])
})

describe.each(Object.entries(tools))('%s', (name, tool) => {
  const page = readActionPage(name)

  test('the page says what the tool says', () => {
    expect(page.title).toBe(name)
    expect(page.about).toBe(tool.about)
    expect(page.cases.length).toBeGreaterThan(0)
  })

  test.each(page.cases)('$title', async ({ command, expected }) => {
    expect(effectLines(await classifyAction({ command })).join('\n')).toBe(expected)
  })
})

describe('any program', () => {
  test.each(readActionPage(wordsOfAny).cases)('$title', async ({ command, expected }) => {
    expect(effectLines(await classifyAction({ command })).join('\n')).toBe(expected)
  })
})
