import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decode, largest } from '../../src/sources/decode.ts'
import { type FromFolder, folderDocuments } from '../../src/sources/documents.ts'
import { readFolder } from '../../src/sources/folder.ts'
import { matchesAny } from '../../src/sources/globs.ts'
import type { FolderReader, SourceEntry } from '../../src/sources/source.ts'

const entry: SourceEntry = { id: 'docs', type: 'markdown-folder' }
const all = async (folder: FolderReader, settings: SourceEntry = entry): Promise<FromFolder[]> => {
  const out: FromFolder[] = []
  for await (const handed of folderDocuments(settings, folder, ['markdown', 'text', 'html']))
    out.push(handed)
  return out
}
describe('a folder on disk', () => {
  let root = ''
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'plumbline-folder-'))
    mkdirSync(join(root, 'docs/deep'), { recursive: true })
    mkdirSync(join(root, 'outside'))
    mkdirSync(join(root, 'docs/node_modules/package'), { recursive: true })
    writeFileSync(join(root, 'docs/node_modules/package/README.md'), 'installed')
    writeFileSync(join(root, 'outside/secret.md'), 'secret')
    writeFileSync(join(root, 'docs/b.md'), 'b')
    writeFileSync(join(root, 'docs/B.md'), 'B')
    writeFileSync(join(root, 'docs/deep/a.md'), 'a')
    symlinkSync(join(root, 'outside/secret.md'), join(root, 'docs/leak.md'))
    symlinkSync(join(root, 'outside'), join(root, 'docs/leaks'))
    symlinkSync('..', join(root, 'docs/deep/loop'))
    symlinkSync('b.md', join(root, 'docs/same.md'))
    symlinkSync('nowhere.md', join(root, 'docs/broken.md'))
  })
  afterAll(() => rmSync(root, { recursive: true }))

  it('lists files in a stable order and follows no link out of the folder', async () => {
    const folder = await readFolder(join(root, 'docs'))
    const paths = (await folder.list()).map(({ path }) => path)
    expect(paths).toEqual(['B.md', 'b.md', 'deep/a.md', 'same.md'])
  })

  it('reads nothing outside the folder, whatever the path says', async () => {
    const folder = await readFolder(join(root, 'docs'))
    expect(await folder.read('../outside/secret.md')).toBeNull()
    expect(await folder.read('leak.md')).toBeNull()
    expect(await folder.read('gone.md')).toBeNull()
  })

  it('says so when there is no such folder', async () => {
    await expect(readFolder(join(root, 'nothing'))).rejects.toThrow(/cannot be opened/)
    await expect(readFolder(join(root, 'docs/b.md'))).rejects.toThrow(/is not a folder/)
  })
})

describe('documents that cannot be read', () => {
  it('are reported one by one, and the rest is read', async () => {
    const failing: FolderReader = {
      list: async () => [
        { path: 'big.md', size: largest + 1 },
        { path: 'fine.md', size: 4 },
        { path: 'shut.md', size: 4 },
        { path: 'vanished.md', size: 4 },
        { path: 'closed', size: 0, because: 'the folder cannot be opened (EACCES)' },
      ],
      read: async (path) => {
        if (path === 'shut.md') throw new Error('EACCES: permission denied')
        return path === 'fine.md' ? new TextEncoder().encode('fine') : null
      },
    }
    const handed = await all(failing)
    expect(
      handed.map((each) =>
        each.is === 'unread' ? [each.path, each.because] : [each.document.path],
      ),
    ).toEqual([
      ['big.md', 'it is 5.0 MB, more than the 5 MB that a page may have'],
      ['fine.md'],
      ['shut.md', 'it cannot be read: EACCES: permission denied'],
      ['vanished.md', 'it went away while the source was read'],
      ['closed', 'the folder cannot be opened (EACCES)'],
    ])
  })

  it('control characters are not text, a few odd ones are', () => {
    expect(decode(new Uint8Array(200).fill(1)).is).toBe('not-text')
    expect(decode(new TextEncoder().encode(`\u001b[31mred\u001b[0m ${'x'.repeat(50)}`)).is).toBe(
      'text',
    )
  })
})

describe('globs', () => {
  it.each([
    ['docs/a.md', 'docs', true],
    ['docs/a.md', 'docs/', true],
    ['docs/a.md', '*.md', true],
    ['docs/a.md', 'docs/*.md', true],
    ['docs/deep/a.md', 'docs/*.md', false],
    ['docs/deep/a.md', 'docs/**/*.md', true],
    ['docs/a.md', 'docs/**/*.md', true],
    ['docs/a.mdx', '**/*.{md,mdx}', true],
    ['docs/a.txt', '**/*.{md,mdx}', false],
    ['archived.md', 'archive', false],
    ['x/archive/old.md', 'archive', true],
    ['a+b(1).md', 'a+b(1).md', true],
    ['abc.md', 'a?c.md', true],
  ])('%s against %s: %s', (path, glob, expected) => {
    expect(matchesAny(path, [glob])).toBe(expected)
  })
})
