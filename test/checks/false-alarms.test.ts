import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type ClaimKind, claimKinds } from '../../src/domain/claim.ts'
import { readCases } from '../support/cases.ts'

/** The classes that a case's title names: `(class 4)`, `(classes 4 to 6 and 8)`. */
function classesIn(title: string): readonly number[] {
  const named = /\(class(?:es)? ([\dand,to ]+)\)$/.exec(title)?.[1] ?? ''
  return named
    .split(/, | and /)
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [from = 0, to = from] = part.split(' to ').map(Number)
      return Array.from({ length: to - from + 1 }, (_, index) => from + index)
    })
}

const shown = new Map(
  claimKinds.map((kind) => {
    const { cases } = readCases(readFileSync(`corpus/checks/${kind}.md`, 'utf8'))
    return [kind, new Set(cases.flatMap(({ title }) => classesIn(title)))]
  }),
)

const rows = readFileSync('docs/false-alarms.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, number = '', , , kinds = '']) => ({ number: Number(number), kinds }))

/** `every kind`, `every kind but …`, or the kinds themselves. */
function kindsOf(cell: string): readonly ClaimKind[] {
  const named = claimKinds.filter((kind) => cell.includes(`\`${kind}\``))
  return cell.startsWith('every kind') ? claimKinds.filter((kind) => !named.includes(kind)) : named
}

describe('docs/false-alarms.md', () => {
  test('has thirty classes', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 30 }, (_, at) => at + 1))
  })

  test.each(rows)(
    'class $number has a case in every manual that must show it',
    ({ number, kinds }) => {
      expect(kindsOf(kinds).filter((kind) => !shown.get(kind)?.has(number))).toEqual([])
    },
  )
})
