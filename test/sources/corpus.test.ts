import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFolder } from '../../src/sources/folder.ts'
import { documentsFrom, sources } from '../../src/sources/index.ts'
import type { Handed, SourceEntry, SourceTools } from '../../src/sources/source.ts'
import { startReplay } from './support/replay.ts'
import { toolsWith } from './support/tools.ts'

const recordings = join(import.meta.dirname, '../../corpus/recordings')

/** Of a folder's documents where they stand; what a server tells of a document is all told. */
const place = (handed: Handed) => {
  if (handed.is !== 'document') return handed
  const { path, format, url, home } = handed.document
  return { is: 'document', path, format, url, home }
}

const handedOver = async (entry: SourceEntry, tools: Partial<SourceTools>): Promise<Handed[]> => {
  const handed: Handed[] = []
  for await (const one of documentsFrom(entry, toolsWith(tools))) handed.push(one)
  return handed
}

describe('every kind of source has its recording', () => {
  for (const { name } of sources) {
    const part = (file: string) => join(recordings, name, file)
    const json = (file: string) => JSON.parse(readFileSync(part(file), 'utf8'))

    it(`corpus/recordings/${name} holds entry.json, expected.json, and documents or exchanges.json`, () => {
      for (const file of ['entry.json', 'expected.json'])
        expect(existsSync(part(file)), `corpus/recordings/${name}/${file} is missing`).toBe(true)
      expect(
        ['documents', 'exchanges.json'].filter((file) => existsSync(part(file))),
        `corpus/recordings/${name} needs either documents or exchanges.json`,
      ).toHaveLength(1)
    })

    it(`${name} hands over what its recording expects`, async () => {
      const entry: SourceEntry = json('entry.json')
      expect(entry.type).toBe(name)
      const handed = existsSync(part('documents'))
        ? await ofFolder(entry, part('documents'))
        : await replayed(entry, part('exchanges.json'))
      expect(handed.shown).toEqual(json('expected.json'))
      const documents = handed.all.flatMap((one) => (one.is === 'document' ? [one.document] : []))
      expect(documents.length).toBeGreaterThan(0)
      for (const { source, access } of documents)
        expect([source, access[0]]).toEqual([entry.id, entry.access])
    })
  }

  it('an unknown type is a fault that names the types there are', async () => {
    const documents = documentsFrom(
      { id: 'x', type: 'sharepoint' },
      toolsWith({ openFolder: () => readFolder('.') }),
    )
    await expect(async () => {
      for await (const _ of documents) break
    }).rejects.toThrow(
      /there is no type 'sharepoint'; the types are .*html-folder, markdown-folder/,
    )
  })
})

interface HandedOver {
  readonly all: readonly Handed[]
  readonly shown: unknown
}

const ofFolder = async (entry: SourceEntry, folder: string): Promise<HandedOver> => {
  const all = await handedOver(entry, { openFolder: () => readFolder(folder) })
  return { all, shown: all.map(place) }
}

const replayed = async (entry: SourceEntry, file: string): Promise<HandedOver> => {
  const replay = await startReplay(file, entry)
  try {
    const all = await handedOver(replay.entry, { fetching: replay.fetching }).catch((error) => {
      throw new Error(`not in the recording: ${replay.unknown.join()}`, { cause: error })
    })
    expect(replay.unknown, 'asked, and not in the recording').toEqual([])
    expect(replay.unasked(), 'in the recording, and never asked').toEqual([])
    return { all, shown: JSON.parse(replay.restored(JSON.stringify(all))) }
  } finally {
    await replay.stop()
  }
}
