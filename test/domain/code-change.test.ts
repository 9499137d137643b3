import { describe, expect, test } from 'vitest'
import { changedFacts, lostWords } from '../../src/domain/code-change.ts'
import type { Fact } from '../../src/domain/fact.ts'

const fact = (subject: string, value: string | null, more: Partial<Fact> = {}): Fact => ({
  ...{ kind: 'setting', subject, owner: null, value, role: 'setting', isDefault: true },
  ...{ repository: 'shop', path: 'app.yaml', weak: false, line: 1, quote: `${subject}: ${value}` },
  ...more,
})

/** `port 80 -> 90`, one a change; a side that there is not is a dash. */
const told = (before: readonly Fact[], after: readonly Fact[]) =>
  changedFacts(before, after).map(
    (one) =>
      `${one.subject} ${one.before === null ? '-' : one.before.value} -> ${one.after === null ? '-' : one.after.value}`,
  )

describe('what changes', () => {
  test.each<[string, readonly Fact[], readonly Fact[], readonly string[]]>([
    ['nothing where nothing does', [fact('port', '80')], [fact('port', '80')], []],
    ['a value', [fact('port', '80')], [fact('port', '90')], ['port 80 -> 90']],
    ['what goes', [fact('port', '80')], [], ['port 80 -> -']],
    ['what comes', [], [fact('port', '80')], ['port - -> 80']],
    ['what loses its value', [fact('port', '80')], [fact('port', null)], ['port 80 -> null']],
    [
      'not where it stands in its file',
      [fact('port', '80')],
      [fact('port', '80', { line: 7, quote: 'port:  80' })],
      [],
    ],
    [
      'the file that it stands in',
      [fact('port', '80')],
      [fact('port', '80', { path: 'web.yaml' })],
      ['port 80 -> -', 'port - -> 80'],
    ],
    [
      'what it belongs to',
      [fact('port', '80')],
      [fact('port', '80', { owner: 'web' })],
      ['port 80 -> -', 'port - -> 80'],
    ],
    [
      'one of several values of a name',
      [fact('port', '80'), fact('port', '81')],
      [fact('port', '81'), fact('port', '82')],
      ['port 80 -> 82'],
    ],
    [
      'not what is only said more often',
      [fact('port', '80')],
      [fact('port', '80'), fact('port', '80', { line: 2 })],
      [],
    ],
    [
      'what sort of thing it is',
      [fact('orders', null, { kind: 'table', role: 'table' })],
      [fact('orders', null, { kind: 'table', role: 'dropped' })],
      ['orders null -> null'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(told(before, after)).toEqual(expected)
  })
})

test('names may still stand as they are written, by their last part, and by what they belong to', () => {
  const changes = changedFacts([fact('--pool.retries', '3', { owner: 'web serve' })], [])
  expect(lostWords(changes)).toEqual(['--pool.retries', 'retries', 'web serve'])
  expect(lostWords(changedFacts([], [fact('port', '80')]))).toEqual([])
})
