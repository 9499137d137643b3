import {
  copyFileSync,
  existsSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openFactCache } from '../../src/store/fact-cache.ts'
import { everyReader } from '../support/acme.ts'
import { gitRepository } from '../support/git-repository.ts'
import { type Company, company, faultOf, pagesOf } from './company.ts'

/** A company whose pages are indexed and whose database is closed. */
async function indexed(more = ''): Promise<Company> {
  const pages = Array.from({ length: 20 }, (_, index) => [
    `page-${index}.md`,
    `# Page ${index}\n\n${`Drain the queue ${index} and wait. `.repeat(40)}\n`,
  ])
  const made = company(Object.fromEntries(pages), more)
  const plumbline = await made.open()
  await plumbline.index()
  await plumbline.close()
  return made
}

const damages: readonly (readonly [string, (file: string) => void])[] = [
  ['a header of garbage', (file) => overwrite(file, 0, 'This is no database at all.')],
  ['only garbage', (file) => writeFileSync(file, 'garbage '.repeat(4096))],
  ['its second half gone', (file) => truncateSync(file, Math.floor(statSync(file).size / 2))],
  ['cut in the middle of a page', (file) => truncateSync(file, statSync(file).size - 1500)],
  ['a hole inside', (file) => overwrite(file, 8192, '\u00ff'.repeat(6000))],
]

function overwrite(file: string, offset: number, text: string): void {
  const bytes = readFileSync(file)
  bytes.write(text, offset, 'latin1')
  writeFileSync(file, bytes)
}

describe('a corrupted database', () => {
  test.each(damages)(
    'with %s is refused with the way out, and is left as it was',
    async (_, spoil) => {
      const { database, open } = await indexed()
      spoil(database)
      const before = readFileSync(database)
      const fault = await faultOf(open())
      expect(fault.code).toBe('store.corrupt')
      expect(fault.message).toContain(database)
      expect(fault.next).toContain('keep the file')
      expect(readFileSync(database).equals(before)).toBe(true)
    },
  )

  test('moved away, as the message says, is rebuilt from the sources', async () => {
    const { database, open } = await indexed()
    writeFileSync(`${database}.old`, readFileSync(database))
    writeFileSync(database, 'garbage')
    await faultOf(open())
    truncateSync(database, 0)
    const plumbline = await open()
    await plumbline.index()
    expect(await pagesOf(plumbline)).toHaveLength(21)
  })

  test('of another program is refused and left as it was', async () => {
    const { data, database, open } = await indexed()
    copyFileSync(join(data, 'facts.sqlite'), join(data, 'kept'))
    const strange = readFileSync(database)
    strange.writeUInt32BE(0x12345678, 68)
    writeFileSync(database, strange)
    const fault = await faultOf(open())
    expect(fault.code).toBe('store.corrupt')
    expect(readFileSync(database).equals(strange)).toBe(true)
  })
})

describe('a corrupted fact cache', () => {
  test.each(damages)('with %s is begun again, and the findings are the same', async (_, spoil) => {
    const repository = await gitRepository([
      {
        files: {
          'README.md': 'See `src/a.ts` and `src/b.ts`.\n',
          'src/a.ts': 'export const a = 1\n',
          'src/b.ts': 'export const b = 1\n',
        },
      },
      { delete: ['src/b.ts'] },
    ])
    try {
      const more = `  - { id: docs, type: markdown-folder, repository: shop }\nrepositories:\n  - { id: shop, path: ${JSON.stringify(repository.directory)} }\n`
      const made = await indexed(more)
      const cache = join(made.data, 'facts.sqlite')
      expect(existsSync(cache)).toBe(true)
      spoil(cache)
      const { cache: opened, warning } = await openFactCache(`${cache}`)
      opened.close()
      expect(warning === null || warning.includes('begun again')).toBe(true)
      const plumbline = await made.open()
      await plumbline.index()
      const { items } = await plumbline.findings({ status: 'contradicted' }, everyReader)
      expect(items.map(({ claim }) => claim.subject)).toEqual(['src/b.ts'])
    } finally {
      await repository.remove()
    }
  })
})

describe('a corrupted signing key', () => {
  test.each([
    ['garbage', 'garbage'],
    ['nothing', ''],
    ['a key of another kind', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n'],
  ])('of %s is named, and is not replaced', async (_, content) => {
    const { data, open } = await indexed()
    const file = join(data, 'keys', 'receipts.pem')
    writeFileSync(file, content)
    const fault = await faultOf(open())
    expect(fault.code).toBe('receipt.key-missing')
    expect(fault.message).toContain(file)
    expect(readFileSync(file, 'utf8')).toBe(content)
  })

  test('lets the database go again, so that a mended key is enough', async () => {
    const { data, open } = await indexed()
    const file = join(data, 'keys', 'receipts.pem')
    const good = readFileSync(file)
    writeFileSync(file, 'garbage')
    await faultOf(open())
    writeFileSync(file, good)
    expect(await pagesOf(await open())).toHaveLength(21)
  })
})
