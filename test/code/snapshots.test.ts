import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gitSnapshot, type ReadableSnapshot } from '../../src/code/snapshots.ts'
import { type Git, openGit } from '../../src/git/git.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'

describe('a snapshot of a repository', () => {
  let repository: TestRepository
  let git: Git
  let taken: ReadableSnapshot
  beforeAll(async () => {
    repository = await gitRepository([
      {
        files: {
          'package.json': '{\n  "name": "@acme/shop",\n  "author": { "name": "nobody" }\n}\n',
          'go.mod': 'module example.org/acme/shop\n',
          'src/a.ts': 'export const a = 1\n',
          'src/generated.ts': '// @generated\nexport const b = 1\n',
          'src/latin.py': Buffer.from('name = "caf\xe9"\n', 'latin1'),
          'src/zeros.ts': Buffer.from([97, 0, 98]),
          'src/large.ts': `// ${'x'.repeat(2_100_000)}`,
          '-rf.ts': 'export const dash = 1\n',
          'docs/ü "q".md': 'text\n',
          '.gitattributes': 'src/mirror.ts linguist-vendored\n',
          'src/mirror.ts': 'export const m = 1\n',
        },
        link: {
          'inside.ts': 'src/a.ts',
          'twice.ts': 'inside.ts',
          'outside.ts': '../../../../etc/passwd',
          'absolute.ts': '/etc/passwd',
          folder: 'src',
          'loop.ts': 'loop.ts',
          'dangling.ts': 'src/none.ts',
        },
      },
      { files: { 'src/a.ts': 'export const a = 2\n' } },
    ])
    await repository.git('remote', 'add', 'origin', 'git@example.org:acme/store.git')
    git = await openGit(repository.directory)
    taken = await gitSnapshot(git, { repository: 'shop' })
  })
  afterAll(async () => {
    await git.close()
    await repository.remove()
  })
  const file = (path: string) => taken.snapshot.files.find((one) => one.path === path)

  it('knows its commit, its date and the names it goes by', () => {
    const { snapshot } = taken
    expect(snapshot).toMatchObject({
      repository: 'shop',
      commit: repository.commits[1],
      version: null,
      date: '2024-01-02T00:00:00.000Z',
      historyLimit: null,
    })
    expect(snapshot.names.slice(1)).toEqual([
      'store',
      '@acme/shop',
      'example.org/acme/shop',
      'acme/store',
    ])
  })

  it('says what each file is', () => {
    expect(file('src/a.ts')).toMatchObject({ class: 'code', size: 19, symlink: false })
    expect(file('src/generated.ts')?.class).toBe('generated')
    expect(file('src/latin.py')?.class).toBe('binary')
    expect(file('src/zeros.ts')?.class).toBe('binary')
    expect(file('src/mirror.ts')?.class).toBe('vendored')
    expect(file('docs/ü "q".md')?.class).toBe('document')
    expect(file('-rf.ts')?.class).toBe('code')
  })

  it('reads tracked text and nothing else', async () => {
    expect(await taken.read('src/a.ts')).toBe('export const a = 2\n')
    expect(await taken.read('docs/ü "q".md')).toBe('text\n')
    for (const path of ['src/latin.py', 'src/zeros.ts', 'src/large.ts', 'src', '../a', 'none']) {
      expect(await taken.read(path)).toBeNull()
    }
  })

  it('follows links to tracked files, and no others', async () => {
    for (const path of ['inside.ts', 'twice.ts']) {
      expect(await taken.read(path)).toBe('export const a = 2\n')
      expect(file(path)).toMatchObject({
        symlink: true,
        class: 'code',
        blob: file('src/a.ts')?.blob,
      })
    }
    for (const path of ['outside.ts', 'absolute.ts', 'folder', 'loop.ts', 'dangling.ts']) {
      expect(await taken.read(path)).toBeNull()
      expect(file(path)).toMatchObject({ symlink: true, class: 'binary' })
    }
  })

  it('takes another revision when asked', async () => {
    const old = await gitSnapshot(git, { repository: 'shop', revision: 'HEAD~1' })
    expect(await old.read('src/a.ts')).toBe('export const a = 1\n')
    expect(old.snapshot.commit).toBe(repository.commits[0])
  })

  it('admits that the history of a shallow clone cannot be trusted', async () => {
    const url = `file://${repository.directory}`
    const target = `${repository.directory}/.git/shallow-clone`
    await repository.git('clone', '--quiet', '--depth=1', url, target)
    const clone = await openGit(target)
    const { snapshot } = await gitSnapshot(clone, { repository: 'shop' })
    expect(snapshot.historyLimit).toBe('shallow-history')
    await clone.close()
  })
})
