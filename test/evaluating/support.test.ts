import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { evaluateSupportFiles } from '../../src/evaluating/support.ts'
import { supportAsJson, supportScoreForTerminal } from '../../src/render/support-evaluation.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const evidence = 'The depot gate opens at 05:30, and 12 trucks may wait in front of it.'
const written = (rows: readonly object[]): string => {
  const path = join(temporaryFolder(), 'statements.jsonl')
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  return path
}

test('what is said of each statement, and how often it is right', async () => {
  const path = written([
    { id: 'gate', claim: evidence, evidence, label: 'SUPPORTED', pair_id: 'gate' },
    { id: 'ferry', claim: 'The ferry is free.', evidence, label: 'NOT_ENOUGH_INFO' },
  ])
  const { predictions, score } = await evaluateSupportFiles([path])
  expect(predictions.map(({ id, support }) => [id, support])).toEqual([
    ['gate', 'supported'],
    ['ferry', 'not-enough-info'],
  ])
  expect(JSON.parse(supportAsJson(predictions[0]!))).toMatchObject({
    ...{ id: 'gate', support: 'supported', basis: 'stated' },
    reasons: [{ code: 'same-words', statement: [0, 69], evidence: [0, 69] }],
  })
  const shown = supportScoreForTerminal(score!, 0.001)
  expect(shown).toContain('all rows: 2\n')
  expect(shown).toContain(
    'said supported, and is:                1/1 100.0 % (95 %: 20.7 % to 100.0 %)',
  )
  expect(shown).toContain('milliseconds a row: 1.00')
})

test('without labels there is nothing to score', async () => {
  const { score } = await evaluateSupportFiles([written([{ id: 1, claim: 'a', evidence: 'b' }])])
  expect(score).toBeNull()
})
