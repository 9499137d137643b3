import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFolder } from '../../src/sources/folder.ts'
import { documentsFrom, sources } from '../../src/sources/index.ts'
import { type Handed, isUnread, type SourceEntry } from '../../src/sources/source.ts'

const recordings = join(import.meta.dirname, '../../corpus/recordings')

const shown = (handed: Handed) =>
  isUnread(handed)
    ? { path: handed.path, because: handed.because }
    : { path: handed.path, format: handed.format, url: handed.url, home: handed.home }

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
      for await (const document of documentsFrom(entry, { openFolder })) handed.push(document)
      expect(handed.map(shown)).toEqual(
        JSON.parse(readFileSync(join(recordings, name, 'expected.json'), 'utf8')),
      )
      for (const document of handed) expect(document.source).toBe(entry.id)
      for (const document of handed)
        if (!isUnread(document)) expect(document.access).toEqual(entry.access)
    })
  }

  it('an unknown type is a fault that names the types there are', async () => {
    const documents = documentsFrom(
      { id: 'x', type: 'sharepoint' },
      { openFolder: () => readFolder('.') },
    )
    await expect(async () => {
      for await (const _ of documents) break
    }).rejects.toThrow(/there is no type 'sharepoint'; the types are html-folder, markdown-folder/)
  })
})
