import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchParser } from '../../src/git/batch-parser.ts'
import { openGit } from '../../src/git/git.ts'
import { departures, missingPaths, readPatches } from '../../src/git/log.ts'
import type { FilePatch } from '../../src/git/patches.ts'
import { pieces } from '../../src/git/process.ts'
import { unquoted } from '../../src/git/quoting.ts'
import { gitRepository } from '../support/git-repository.ts'

describe('patches', () => {
  it('gives every line that was taken away or put in, with its place', async () => {
    const repository = await gitRepository([
      { files: { 'a b.ts': 'one\n-- two\n++ three\nfour\n', 'ünal "q".ts': 'x\n', 'z.bin': 'y' } },
      { files: { 'a b.ts': 'one\n++ three\nfour\n-- five', 'ünal "q".ts': 'y\n' } },
      { rename: { 'a b.ts': 'c\td.ts' }, delete: ['z.bin'] },
      { files: { 'data.bin': Buffer.from([0, 1, 2]) } },
    ])
    const git = await openGit(repository.directory)
    const patches: FilePatch[] = []
    await readPatches(
      git,
      { commit: await git.resolve('HEAD') },
      { wants: () => true, take: (patch) => patches.push(patch) },
    )
    const of = (commit: number) =>
      patches.filter(({ commit: { id } }) => id === repository.commits[commit])
    expect(of(1)[0]).toMatchObject({
      oldPath: 'a b.ts',
      newPath: 'a b.ts',
      removed: [{ text: '-- two', line: 2, hunk: 0 }],
      added: [{ text: '-- five', line: 4, hunk: 1 }],
    })
    expect(of(1)[1]).toMatchObject({ oldPath: 'ünal "q".ts', newPath: 'ünal "q".ts' })
    expect(of(2)).toMatchObject([
      { oldPath: 'a b.ts', newPath: 'c\td.ts', oldBlob: null, removed: [] },
      { oldPath: 'z.bin', newPath: null, newBlob: null, removed: [{ text: 'y' }] },
    ])
    expect(of(0).map(({ oldPath }) => oldPath)).toEqual([null, null, null])
    expect(of(0)[0]?.commit).toMatchObject({ parents: [], author: 'Ada', subject: 'step 0' })
    await git.close()
    await repository.remove()
  })

  it('tells deletions and renames, and reads around what is missing', async () => {
    const text = Array.from({ length: 40 }, (_, line) => `line ${line} of many`).join('\n')
    const repository = await gitRepository([
      { files: { 'a.ts': text, 'b.ts': 'b\n', 'c.ts': 'c\n' } },
      { rename: { 'a.ts': 'src/a.ts' }, delete: ['b.ts'] },
      { files: { 'c.ts': 'changed\n' } },
    ])
    const lost = (await repository.git('rev-parse', 'HEAD~1:c.ts')).trim()
    const git = await openGit(repository.directory)
    const commit = await git.resolve('HEAD')
    const seen: unknown[] = []
    for await (const { path, to, alike } of departures(git, { commit }))
      seen.push([path, to, alike])
    expect(seen).toEqual([
      ['b.ts', null, 0],
      ['a.ts', 'src/a.ts', 1],
    ])
    expect(await missingPaths(git, commit)).toEqual([])
    const object = `${repository.directory}/.git/objects/${lost.slice(0, 2)}/${lost.slice(2)}`
    const { rm } = await import('node:fs/promises')
    await rm(object, { force: true })
    const read = (holes: readonly string[]) =>
      readPatches(git, { commit, holes }, { wants: () => true, take: () => undefined })
    await expect(read([])).rejects.toMatchObject({ code: 'git.failed' })
    expect(await missingPaths(git, commit)).toEqual(['c.ts'])
    await expect(read(['c.ts'])).resolves.toBeUndefined()
    await git.close()
    await repository.remove()
  })
})

describe('small readers', () => {
  it('takes the quotes off names as git puts them on', () => {
    expect(unquoted('plain name')).toBe('plain name')
    expect(unquoted('"a\\tb\\"c\\\\d\\n"')).toBe('a\tb"c\\d\n')
    expect(unquoted('"\\303\\274.ts"')).toBe('ü.ts')
    expect(unquoted('"ü\\001"')).toBe('ü\u0001')
  })

  it('splits output the same however it comes in', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '\n', '😀', 'long') })
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 9 }), (whole, size) => {
        const splitter = pieces('\n', 1_000)
        const bytes = Buffer.from(whole)
        const seen: string[] = []
        for (let at = 0; at < bytes.length; at += size) {
          seen.push(...splitter.take(bytes.subarray(at, at + size)))
        }
        expect([...seen, splitter.rest()]).toEqual(whole.split('\n'))
      }),
    )
  })

  it('reads the answers of cat-file however they come in', () => {
    const id = 'a'.repeat(40)
    const output = Buffer.from(
      `${id} blob 3\nx\ny\n${id} missing\n${id} tree 2\nzz\n${id} blob 9\n123456789\n`,
    )
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (size) => {
        const seen: (string | null | undefined)[] = []
        const parse = batchParser(5, (blob) =>
          seen.push(blob && (blob.bytes?.toString() ?? 'large')),
        )
        for (let at = 0; at < output.length; at += size) parse(output.subarray(at, at + size))
        expect(seen).toEqual(['x\ny', null, null, 'large'])
      }),
    )
  })
})
