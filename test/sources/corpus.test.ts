import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFolder } from '../../src/sources/folder.ts'
import { documentsFrom, sources } from '../../src/sources/index.ts'
import type { Handed, SourceEntry } from '../../src/sources/source.ts'
import { toolsWith } from './support/tools.ts'

const recordings = join(import.meta.dirname, '../../corpus/recordings')

const shown = (handed: Handed) => {
  if (handed.is !== 'document') return handed
  const { path, format, url, home } = handed.document
  return { is: 'document', path, format, url, home }
}

describe('every kind of source has its recording', () => {
  for (const { name } of sources) {
    it(`corpus/recordings/${name} holds documents, entry.json and expected.json`, () => {
      for (const part of ['documents', 'entry.json', 'expected.json'])
        expect(
          existsSync(join(recordings, name, part)),
          `corpus/recordings/${name}/${part} is missing`,
        ).toBe(true)
    })

    it(`${name} hands over what its recording expects`, async () => {
      const entry: SourceEntry = JSON.parse(
        readFileSync(join(recordings, name, 'entry.json'), 'utf8'),
      )
      expect(entry.type).toBe(name)
      const handed: Handed[] = []
      const openFolder = () => readFolder(join(recordings, name, 'documents'))
      for await (const document of documentsFrom(entry, toolsWith({ openFolder })))
        handed.push(document)
      expect(handed.map(shown)).toEqual(
        JSON.parse(readFileSync(join(recordings, name, 'expected.json'), 'utf8')),
      )
      const documents = handed.flatMap((one) => (one.is === 'document' ? [one.document] : []))
      for (const { source, access } of documents)
        expect([source, access]).toEqual([entry.id, [entry.access]])
    })
  }

  it('an unknown type is a fault that names the types there are', async () => {
    const documents = documentsFrom(
      { id: 'x', type: 'sharepoint' },
      toolsWith({ openFolder: () => readFolder('.') }),
    )
    await expect(async () => {
      for await (const _ of documents) break
    }).rejects.toThrow(/there is no type 'sharepoint'; the types are html-folder, markdown-folder/)
  })
})
