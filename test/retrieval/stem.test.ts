import { readdirSync, readFileSync } from 'node:fs'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { stemOf } from '../../src/retrieval/stem.ts'

const vocabulary = (): readonly string[] => {
  const folder = 'node_modules/fastify-4/docs/Reference'
  const text = readdirSync(folder)
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
    .join('\n')
  const families =
    'relational conditional rational valency hesitancy digitizer conformably radically differently vilely ' +
    'analogously vietnamization predication operator feudalism decisiveness hopefulness callousness formality ' +
    'sensitivity sensibility triplicate formative formalize electricity electrical hopeful goodness revival ' +
    'allowance inference airliner gyroscopic adjustable defensible irritant replacement adjustment dependent ' +
    'adoption homologous communism activate angularity effective bowdlerize probate rate cease controll roll ' +
    'caresses ponies ties caress cats feed agreed plastered bled motoring sing conflated troubled sized hopping ' +
    'tanned falling hissing fizzed failing filing happy sky yes say enjoy skies dying news as is us bus gas'
  return [...new Set([...(text.match(/\b[a-z]{2,20}\b/g) ?? []), ...families.split(' ')])]
}

describe('stems', () => {
  it('are those that the index holds', () => {
    const database = new SqliteDatabase(':memory:')
    database.exec(`create virtual table words using fts5 (word, tokenize = 'porter unicode61');
      create virtual table vocabulary using fts5vocab (words, instance)`)
    const words = vocabulary()
    const insert = database.prepare('insert into words (rowid, word) values (?, ?)')
    for (const [index, word] of words.entries()) insert.run(index + 1, word)
    const rows = database
      .prepare<[], { term: string; doc: number }>('select term, doc from vocabulary')
      .all()
    const differing = rows
      .map(({ term, doc }) => [words[doc - 1]!, term, stemOf(words[doc - 1]!)])
      .filter(([, indexed, stem]) => indexed !== stem)
    expect(words.length).toBeGreaterThan(2000)
    expect(differing).toEqual([])
  })
})
