import { expect, it } from 'vitest'
import { writtenAt } from '../../../src/sources/git/commit-dates.ts'

const now = '2026-06-01T00:00:00.000Z'
const seconds = (date: string | null) => (date === null ? Number.NaN : Date.parse(date) / 1000)
const which = 'commit 0123456789'

it.each([
  ['2025-01-01', '2025-02-01', '2025-01-01', null],
  ['2026-06-02', '2026-06-01', '2026-06-02', null],
  [
    '2031-01-01',
    '2025-02-01',
    '2025-02-01',
    `${which}: its author's date 2031-01-01 lies in the future; it is not believed`,
  ],
  [
    '1970-01-01',
    '2025-02-01',
    '2025-02-01',
    `${which}: its author's date 1970-01-01 is older than git; it is not believed`,
  ],
  [
    '1970-01-01',
    '1980-01-01',
    null,
    `${which}: its author's date 1970-01-01 is older than git; it is not believed`,
  ],
  [null, '2025-02-01', '2025-02-01', `${which}: its author's date cannot be read`],
  [
    '2020-01-01',
    '2025-01-01',
    '2020-01-01',
    `${which} says that it was written 1827 days before it was committed, on 2025-01-01`,
  ],
  [
    '2025-01-01',
    '2020-01-01',
    '2025-01-01',
    `${which} says that it was written 1827 days after it was committed, on 2020-01-01`,
  ],
  ['2025-01-01', '2031-01-01', '2025-01-01', null],
])('written %s and committed %s', (authored, committed, at, problem) => {
  const commit = {
    id: '0123456789abcdef',
    authored: seconds(authored),
    committed: seconds(committed),
  }
  const told = writtenAt(commit, now)
  expect([told.at?.slice(0, 10) ?? null, told.problem]).toEqual([at, problem])
})
