// sqlite-vec's exact search over the vectors in the folder given. It is copied to where the benchmark installed the package.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { getLoadablePath } from 'sqlite-vec'

const [folder, out, harness, dimensions] = process.argv.slice(2)
const { filesIn, measure } = await import(harness)
const { vectorsIn } = await import(new URL('vectors.js', harness).href)
const Database = createRequire(harness)('better-sqlite3')
const database = new Database(join(folder, 'sqlite-vec.sqlite'))
database.loadExtension(getLoadablePath())
database.exec(
  `create virtual table passages using vec0 (number integer primary key, vector float[${dimensions}])`,
)
const insert = database.prepare('insert into passages (number, vector) values (?, ?)')
const select = database
  .prepare('select number from passages where vector match ? and k = 50 order by distance')
  .pluck()
const size = 4 * Number(dimensions)
const queries = readFileSync(filesIn(folder).queryVectors)
await measure(
  {
    async build() {
      for (const { number, vectors } of vectorsIn(filesIn(folder).vectors, Number(dimensions)))
        database.transaction(() => {
          const bytes = Buffer.from(vectors.buffer, vectors.byteOffset, vectors.byteLength)
          for (let row = 0; row * size < bytes.length; row += 1)
            insert.run(BigInt(number + row), bytes.subarray(row * size, (row + 1) * size))
        })()
    },
    query: (_, at) => select.all(queries.subarray(at * size, (at + 1) * size)),
    close: () => void database.close(),
  },
  folder,
  out,
)
