import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { passagesFrom } from './passages.ts'
import { queryFor, targetsOf } from './queries.ts'
import { topicsIn } from './topics.ts'
import { exactNearest, vectorsIn, writeClustered } from './vectors.ts'

const manual = (subject: string): string =>
  [
    `# The ${subject} service`,
    `The ${subject} service reads \`maxBatchSize\` when it starts. Whoever raises it past 500 tells the team on call. It retries three times.`,
    '## When it stops',
    `Look at the log of the ${subject} service first. Then restart it with --drain-first, and wait until QUEUE_DEPTH is 0 again. Nobody is paged.`,
    'Headings',
    '--------',
    `A ${subject} record without a customer is put aside. Support asks the customer within two working days, and closes the record after a month. The DeadRecordSweep runs on Sundays.`,
  ].join('\n\n')

const written = (): string => {
  const folder = temporaryFolder()
  for (const subject of ['billing', 'mailing', 'tracking'])
    writeFileSync(join(folder, `${subject}.md`), manual(subject))
  writeFileSync(join(folder, 'LICENSE.md'), manual('licence'))
  return folder
}

test('the same documents give the same passages and queries, as many as are wanted', () => {
  const topics = topicsIn([written()])
  expect(topics.map(({ title }) => title)).toEqual([
    'The billing service',
    'The mailing service',
    'The tracking service',
  ])
  const passages = [...passagesFrom(topics, 500)]
  expect(passages.map(({ number }) => number)).toEqual(Array.from({ length: 500 }, (_, at) => at))
  expect([...passagesFrom(topicsIn([written()]), 500)]).toEqual(passages)
  const targets = targetsOf(500, 50)
  const queries = passages
    .filter(({ number }) => targets.has(number))
    .map((passage, at) => queryFor(passage, at))
  expect(queries).toHaveLength(50)
  expect(queries.filter(({ terms }) => terms.length === 0)).toEqual([])
  expect(queries.filter(({ kind }) => kind === 'name').length).toBe(10)
})

test('the vocabulary keeps growing', () => {
  const passages = [...passagesFrom(topicsIn([written()]), 4_000)]
  const differentIn = (count: number): number =>
    new Set(passages.slice(0, count).flatMap(({ text }) => text.match(/\w+/g) ?? [])).size
  expect(differentIn(2_000)).toBeGreaterThan(1.2 * differentIn(1_000))
  expect(differentIn(4_000)).toBeGreaterThan(1.2 * differentIn(2_000))
})

test('what is nearest of all is what a comparison with every vector says', () => {
  const folder = temporaryFolder()
  const files = { vectors: join(folder, 'vectors'), queryVectors: join(folder, 'queries') }
  const targets = [3, 40, 77]
  writeClustered(files, { count: 5_000, dimensions: 16 }, targets)
  const axis = Float32Array.from({ length: 16 }, (_, at) => (at === 0 ? 1 : 0))
  const [nearest = []] = exactNearest(files.vectors, 16, [axis])
  const all: number[] = []
  for (const { vectors } of vectorsIn(files.vectors, 16)) all.push(...vectors)
  const byFirst = Array.from({ length: 5_000 }, (_, number) => number).sort(
    (a, b) => (all[16 * b] ?? 0) - (all[16 * a] ?? 0) || a - b,
  )
  expect(nearest).toEqual(byFirst.slice(0, 10))
})
