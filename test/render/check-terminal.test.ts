import { describe, expect, test } from 'vitest'
import { checkForTerminal } from '../../src/render/check-terminal.ts'
import { type MadeFinding, madePage, madeResult } from '../support/shown-checks.ts'

const text = Array.from({ length: 40 }, () => 'Set `LIMIT` and `PORT`.').join('\n')
const guide = madePage('docs/guide.md', text)
const notes = madePage('docs/notes.md', text)

const shown = (findings: readonly MadeFinding[], claims = false): readonly string[] =>
  checkForTerminal(madeResult([guide, notes], findings), { color: false, claims, hints: false })
    .split('\n')
    .filter((line) => /^ +\d+:|^ +also/.test(line))
    .map((line) => line.trim().replace(/\s+/g, ' '))

describe('what a page says many times', () => {
  test('is told once, with the other lines', () => {
    const findings: MadeFinding[] = [
      { page: 0, line: 2 },
      { page: 0, line: 3, token: 'PORT' },
      { page: 0, line: 5 },
      { page: 0, line: 5 },
      { page: 0, line: 8 },
      { page: 0, line: 9, because: 'the code says LIMIT is 5' },
      { page: 1, line: 4 },
    ]
    expect(shown(findings)).toEqual([
      '2:6 contradicted LIMIT environment-variable',
      'also lines 5, 8',
      '3:18 contradicted PORT environment-variable',
      '9:6 contradicted LIMIT environment-variable',
      '4:6 contradicted LIMIT environment-variable',
    ])
  })

  test('is counted where there are many lines', () => {
    const findings = Array.from({ length: 15 }, (_, index) => ({ page: 0, line: index + 1 }))
    expect(shown(findings)).toEqual([
      '1:6 contradicted LIMIT environment-variable',
      'also lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 2 more',
    ])
  })

  test('is listed claim by claim for those who ask for every claim', () => {
    const findings = [
      { page: 0, line: 1 },
      { page: 0, line: 2 },
    ]
    expect(shown(findings, true)).toHaveLength(2)
  })
})
