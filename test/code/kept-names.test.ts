import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FactIndex, type NameIndex } from '../../src/code/survey/fact-index.ts'
import { joinedIndex } from '../../src/code/survey/joined-index.ts'
import { openKept, SurveyKeeper } from '../../src/code/survey/kept-survey.ts'
import { decodeTable, encodeTable } from '../../src/code/survey/names-table.ts'
import { outlineOf } from '../../src/code/survey/outline.ts'
import { keyOf, type ReadFile, readFacts } from '../../src/code/survey/read-facts.ts'
import { type FileFact, factKinds } from '../../src/domain/fact.ts'
import { memoryCache } from '../support/memory-cache.ts'

const names = ['timeout', 'server.timeout', 'größe', 'maxRetries', 'Pool', '--limit', 'x']
const name = fc.oneof(fc.constantFrom(...names), fc.string({ unit: 'grapheme', minLength: 1 }))

const fact: fc.Arbitrary<FileFact> = fc.record({
  kind: fc.constantFrom(...factKinds),
  subject: name,
  value: fc.option(name),
  owner: fc.option(name),
  role: fc.constantFrom('function', 'read', 'policy'),
  line: fc.integer({ min: 1, max: 10_000 }),
  quote: fc.string(),
  isDefault: fc.boolean(),
})

/** Files as they are read, each with a path of its own and in the order of their paths. */
const files: fc.Arbitrary<readonly ReadFile[]> = fc
  .array(
    fc.record({
      class: fc.constantFrom('code' as const, 'settings' as const, 'test' as const),
      ending: fc.constantFrom('ts', 'lua', 'yaml'),
      facts: fc.array(fact, { maxLength: 12 }),
      words: fc.uniqueArray(name, { maxLength: 12 }),
    }),
    { maxLength: 12 },
  )
  .map((some) =>
    some.map(({ class: is, ending, facts, words }, at) => ({
      file: {
        path: `src/m${at + 10}.${ending}`,
        blob: `b${at}`,
        size: 1,
        class: is,
        symlink: false,
      },
      weak: is === 'test',
      facts: { facts, words, unread: null },
    })),
  )

const indexOf = (some: readonly ReadFile[]): NameIndex => {
  const index = new FactIndex('shop')
  for (const one of some) index.add(one)
  return index
}

/** All that an index tells of some names, by questions that come in the same order. */
const toldBy = (index: NameIndex, asked: Iterable<string>) => ({
  kinds: factKinds.map((kind) => [...index.subjects(kind)].sort()),
  names: [...asked].map((one) => ({
    one,
    about: index.about(one, factKinds),
    settings: index.about(one, ['setting', 'option']),
    states: factKinds.filter((kind) => index.states(kind, one)),
    count: index.count(one),
    is: [index.isTested(one), index.isUnread(one), index.hasOwner(one), index.hasOwner('m10')],
  })),
})

const namesIn = (some: readonly ReadFile[]): ReadonlySet<string> =>
  new Set([
    ...names,
    'nobody',
    ...some.flatMap(({ facts: { facts, words } }) => [
      ...words,
      ...facts.flatMap(({ subject, owner }) => (owner === null ? [subject] : [subject, owner])),
    ]),
  ])

const kept = async (some: readonly ReadFile[]) => {
  const cache = memoryCache()
  await cache.put(some.map(({ file, facts }) => [keyOf(file), facts]))
  const keeper = new SurveyKeeper()
  // Those that both sides of a change have are read first.
  for (const one of [...some].reverse()) keeper.add(one, outlineOf(one))
  await keeper.keep('shop', { files: some.map(({ file }) => file) }, cache)
  const opened = await openKept('shop', cache)
  if (opened === null) throw new Error('nothing was kept')
  return { opened, cache }
}

describe('names that were kept', () => {
  test('tell what an index of the files tells, of all of them and of some', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.array(fc.boolean()), async (some, left) => {
        const { opened, cache } = await kept(some)
        expect([...opened.files.values()].map(({ outline }) => outline)).toEqual(
          some.map(outlineOf),
        )
        const seen = some.filter((_, at) => left[at] !== true)
        const index = opened.index(
          'shop',
          seen.flatMap(({ file }) => opened.files.get(file.path) ?? []),
          cache,
        )
        const asked = namesIn(some)
        expect(toldBy(index, asked)).toEqual(toldBy(indexOf(seen), asked))
      }),
    )
  })

  test('facts that the cache has let go of are no facts that are not there', async () => {
    const [one] = fc.sample(files, { numRuns: 200, seed: 3 }).flatMap((some) => some.filter(states))
    if (one === undefined) throw new Error('no file states anything')
    const { opened, cache } = await kept([one])
    cache.close()
    const index = opened.index('shop', [...opened.files.values()], cache)
    const subject = one.facts.facts[0]?.subject ?? ''
    expect(() => index.about(subject, factKinds)).toThrow()
  })

  test('bytes that are not whole are none', () => {
    const nothing = new Uint32Array()
    const bytes = encodeTable({}, ['a', 'b'], { names: nothing, files: nothing, marks: nothing })
    expect(decodeTable(bytes)?.find('b')).toBe(1)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const spoilt = Buffer.from(bytes)
        spoilt[at] = (spoilt[at] ?? 0) ^ by
        expect(decodeTable(spoilt)).toBeNull()
        expect(decodeTable(bytes.subarray(0, at))).toBeNull()
      }),
    )
  })
})

const states = ({ facts: { facts } }: ReadFile): boolean => facts.length > 0

test('two indexes joined tell what one of all files tells', () => {
  fc.assert(
    fc.property(files, fc.array(fc.boolean()), (some, left) => {
      const place = new Map(some.map(({ file }, at) => [file.path, at]))
      const joined = joinedIndex(
        indexOf(some.filter((_, at) => left[at] === true)),
        indexOf(some.filter((_, at) => left[at] !== true)),
        (path) => place.get(path) ?? 0,
      )
      const asked = namesIn(some)
      expect(toldBy(joined, asked)).toEqual(toldBy(indexOf(some), asked))
    }),
  )
})

test('a file that could not be read is read again the next time', async () => {
  const cache = memoryCache()
  const file = { blob: 'b', size: 1, class: 'code' as const, symlink: false }
  const snapshot = {
    repository: 'shop',
    commit: 'c',
    version: null,
    date: null,
    files: ['src/a.ts', 'src/b.ts'].map((path) => ({ ...file, path })),
    names: [],
    historyLimit: null,
  }
  const keeper = new SurveyKeeper()
  const read = async (path: string) => (path === 'src/a.ts' ? 'export const a = 1' : null)
  for await (const batch of readFacts(snapshot, read, cache))
    for (const one of batch) keeper.add(one, outlineOf(one))
  await keeper.keep('shop', snapshot, cache)
  const kept = await openKept('shop', cache)
  expect([...(kept?.files.keys() ?? [])]).toEqual(['src/a.ts'])
})
