import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyName } from '../../src/code/extractor.ts'
import { pack, unpack } from '../../src/code/packed-facts.ts'
import { FactColumns } from '../../src/code/survey/fact-columns.ts'
import { FactIndex } from '../../src/code/survey/fact-index.ts'
import { Interned } from '../../src/code/survey/interned.ts'
import { Listings } from '../../src/code/survey/listings.ts'
import { Texts } from '../../src/code/survey/texts.ts'
import { type FileFact, factKinds } from '../../src/domain/fact.ts'

// Half of a surrogate pair too: a quote is cut at its length, wherever that is.
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.string({ minLength: 150 }))
const name = fc.oneof(fc.constantFrom('timeout', anyName, 'server.timeout', 'größe'), text)

const fact: fc.Arbitrary<FileFact> = fc.record({
  kind: fc.constantFrom(...factKinds),
  subject: name,
  value: fc.option(name),
  owner: fc.option(name),
  role: fc.constantFrom('function', 'read', 'policy'),
  line: fc.integer({ min: 1, max: 10_000_000 }),
  quote: fc.oneof(text, fc.constantFrom('timeout: 30', 'a 𝒳'.slice(0, 3), '界'.repeat(200))),
  isDefault: fc.boolean(),
})

const file = fc.record({ path: name, weak: fc.boolean(), facts: fc.array(fact, { maxLength: 40 }) })

describe('facts in columns', () => {
  test('come back as they were put in', () => {
    fc.assert(
      fc.property(fc.array(file), (files) => {
        const columns = new FactColumns('shop', new Interned())
        const places = files.map(({ path, weak, facts }) => facts.map(columns.of(path, weak)))
        expect(places.map((some) => some.map((place) => columns.at(place)))).toEqual(
          files.map(({ path, weak, facts }) =>
            facts.map((one) => ({ ...one, repository: 'shop', path, weak })),
          ),
        )
      }),
    )
  })

  test('are found by subject and kind as in a list of them all', () => {
    fc.assert(
      fc.property(fc.array(file), fc.subarray([...factKinds]), (files, kinds) => {
        const index = new FactIndex('shop')
        const all = files.flatMap(({ path, weak, facts }) =>
          facts.flatMap((one) =>
            one.subject === anyName ? [] : [{ ...one, repository: 'shop', path, weak }],
          ),
        )
        for (const { path, weak, facts } of files)
          index.add({
            file: { path, blob: '', size: 0, class: 'code', symlink: false },
            weak,
            facts: { facts, words: [], unread: null },
          })
        for (const { subject } of all) {
          const expected = all.filter(
            (one) =>
              kinds.includes(one.kind) && (one.subject === subject || lastName(one) === subject),
          )
          expect(index.about(subject, kinds)).toEqual(expected)
        }
        for (const kind of factKinds)
          expect([...index.subjects(kind)]).toEqual([
            ...new Set(all.flatMap((one) => (one.kind === kind ? [one.subject] : []))),
          ])
      }),
    )
  })
})

test('facts come out of a thread as they went in', () => {
  fc.assert(
    fc.property(fc.array(fact), (facts) => {
      expect(unpack(structuredClone(pack(facts)))).toEqual(facts)
    }),
  )
})

test('texts come back whole, however long', () => {
  const texts = new Texts()
  const long = ['x'.repeat(400_000), 'é', '界'.repeat(300_000), '', '\ud835']
  const all = [...long, ...Array.from({ length: 50_000 }, (_, index) => `line ${index}`)]
  const places = all.map((one) => texts.put(one))
  expect(places.map((place) => texts.get(place))).toEqual(all)
})

test('lists keep their entries in the order in which they came', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(20), fc.nat())), (entries) => {
      const lists = new Listings()
      for (const [list, entry] of entries) lists.add(list, entry)
      for (let list = 0; list <= 20; list += 1)
        expect([...lists.of(list)]).toEqual(
          entries.flatMap(([of, entry]) => (of === list ? [entry] : [])),
        )
    }),
  )
})

const lastName = ({ kind, subject }: FileFact): string | null =>
  kind === 'setting' && subject.includes('.') ? subject.slice(subject.lastIndexOf('.') + 1) : null
