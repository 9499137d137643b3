import { execFileSync } from 'node:child_process'
import { chownSync, mkdtempSync, readdirSync, statSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gitEnvironment } from '../../src/git/environment.ts'
import { type Git, openGit } from '../../src/git/git.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'

const odd = 'src/dép endances "x"\t.ts'

describe('a repository', () => {
  let repository: TestRepository
  let git: Git
  beforeAll(async () => {
    repository = await gitRepository([
      { files: { 'src/a.ts': 'export const a = 1\n', '-dash.ts': 'dash\n', [odd]: 'odd\n' } },
      { files: { 'big.txt': 'x'.repeat(3_000_000), 'bytes.bin': Buffer.from([0, 255, 1]) } },
      { message: '', author: 'Ünal <<odd> <>', files: { 'src/a.ts': 'export const a = 2\n' } },
    ])
    await repository.git('tag', 'v1', repository.commits[0] ?? '')
    await repository.git('remote', 'add', 'origin', 'https://example.org/acme/shop.git')
    git = await openGit(repository.directory)
  })
  afterAll(async () => {
    await git.close()
    await repository.remove()
  })

  it('opens from a folder inside its work tree and knows itself', async () => {
    const inner = await openGit(join(repository.directory, 'src'))
    expect(inner.root).toBe(git.root)
    expect([git.isBare, git.isShallow, git.isPartial]).toEqual([false, false, false])
    expect(git.remotes).toEqual(['https://example.org/acme/shop.git'])
    await inner.close()
  })

  it('resolves branches, tags and ids, and nothing else', async () => {
    const [first, , last] = repository.commits
    expect(await git.resolve('HEAD')).toBe(last)
    expect(await git.resolve('main')).toBe(last)
    expect(await git.resolve('v1')).toBe(first)
    expect(await git.resolve(first?.slice(0, 10) ?? '')).toBe(first)
    expect(await git.resolve('HEAD~2')).toBe(first)
    for (const bad of [
      '^HEAD',
      'nowhere',
      '--all',
      '-n1',
      'a b',
      'HEAD\n',
      'a..b',
      'HEAD:src',
      '',
      ':/x',
    ]) {
      await expect(git.resolve(bad)).rejects.toMatchObject({ code: 'git.unknown-revision' })
    }
  })

  it('tells a commit, even one with an empty message and an odd author', async () => {
    const [first, , last] = repository.commits
    expect(await git.commit(first ?? '')).toEqual({
      id: first,
      parents: [],
      date: '2024-01-01T00:00:00.000Z',
      author: 'Ada',
      subject: 'step 0',
    })
    const odd = await git.commit(last ?? '')
    expect(odd.subject).toBeNull()
    expect(odd.author).toContain('Ünal')
  })

  it('lists a tree with unusual names as they are', async () => {
    const entries = await git.tree(await git.resolve('HEAD'))
    expect(entries.map(({ path }) => path).sort()).toEqual(
      ['-dash.ts', 'big.txt', 'bytes.bin', 'src/a.ts', odd].sort(),
    )
    expect(entries.find(({ path }) => path === 'big.txt')?.size).toBe(3_000_000)
  })

  it('streams blobs in the order asked, whatever is missing', async () => {
    const entries = await git.tree('HEAD')
    const missing = '0123456789012345678901234567890123456789'
    const ids = [...entries.map(({ blob }) => blob), missing, ...entries.map(({ blob }) => blob)]
    const streamed: (string | null)[] = []
    for await (const blob of git.blobs(ids)) streamed.push(blob?.id ?? null)
    expect(streamed).toEqual(ids.map((id) => (id === missing ? null : id)))
    for await (const blob of git.blobs([])) expect(blob).toBeUndefined()
  })

  it('reads many blobs at once, skips large ones, and says null of missing ones', async () => {
    const entries = await git.tree(await git.resolve('HEAD'))
    const blobs = await Promise.all([
      ...entries.map(({ blob }) => git.read(blob)),
      git.read('0123456789012345678901234567890123456789'),
      git.read('not an id'),
      git.read(repository.commits[0] ?? ''),
    ])
    const texts = blobs.map((blob) => blob?.bytes?.toString('utf8').slice(0, 30) ?? null)
    expect(texts.slice(-3)).toEqual([null, null, null])
    expect(texts).toContain('export const a = 2\n')
    expect(texts).toContain('odd\n')
    expect(blobs.find((blob) => blob?.size === 3_000_000)).toMatchObject({ bytes: null })
  })

  it('finds what a commit has at a path, and the files that hold a word', async () => {
    const [first, , last] = repository.commits
    expect(await git.find(first ?? '', 'src/a.ts')).toMatch(/^[0-9a-f]{40}$/)
    expect(await git.find(first ?? '', 'src/b.ts')).toBeNull()
    const search = (word: string) => git.search({ commit: last ?? '', words: [word] })
    expect(await search('odd')).toEqual([[odd]])
    expect(await search('nothing-like-it')).toEqual([[]])
  })

  it('streams lines, cuts long ones, and may be left early', async () => {
    const seen: string[] = []
    for await (const line of git.lines(['log', '--format=%H'])) {
      seen.push(line)
      if (seen.length === 2) break
    }
    expect(seen).toEqual([...repository.commits].reverse().slice(0, 2))
    const big = (await git.tree('HEAD')).find(({ path }) => path === 'big.txt')?.blob ?? ''
    for await (const line of git.lines(['cat-file', 'blob', big])) {
      expect(line.length).toBe(4_096)
    }
  })

  it('fails with what git said', async () => {
    const read = async () => {
      for await (const _ of git.lines(['log', 'no-such-branch']));
    }
    await expect(read()).rejects.toMatchObject({ code: 'git.failed' })
  })

  it('answers null after it was closed', async () => {
    const other = await openGit(repository.directory)
    const [entry] = await other.tree('HEAD')
    expect(await other.read(entry?.blob ?? '')).not.toBeNull()
    await other.close()
    expect(await other.read(entry?.blob ?? '')).toBeNull()
  })
})

describe('unusual repositories', () => {
  it('reads a bare clone, a shallow one, and one that left blobs out', async () => {
    const origin = await gitRepository([
      { files: { 'a.ts': 'one\n' } },
      { files: { 'a.ts': 'two\n' } },
    ])
    await origin.git('config', 'uploadpack.allowFilter', 'true')
    const url = `file://${origin.directory}`
    const clone = async (name: string, ...options: readonly string[]) => {
      await origin.git('clone', '--quiet', ...options, url, `${origin.directory}/${name}`)
      return openGit(`${origin.directory}/${name}`)
    }
    const old = (await origin.git('rev-parse', 'HEAD~1:a.ts')).trim()
    const bare = await clone('bare', '--bare')
    expect([bare.isBare, bare.isShallow]).toEqual([true, false])
    expect((await bare.read(old))?.bytes?.toString()).toBe('one\n')
    const shallow = await clone('shallow', '--depth=1')
    expect(shallow.isShallow).toBe(true)
    const partial = await clone('partial', '--bare', '--filter=blob:none')
    expect(partial.isPartial).toBe(true)
    expect((await partial.tree(await partial.resolve('HEAD'))).map(({ path }) => path)).toEqual([
      'a.ts',
    ])
    expect(await partial.read(old)).toBeNull()
    for (const git of [bare, shallow, partial]) await git.close()
    await origin.remove()
  })

  it('says what is wrong where there is nothing to read', async () => {
    const empty = await gitRepository([])
    const git = await openGit(empty.directory)
    await expect(git.resolve('HEAD')).rejects.toMatchObject({ code: 'git.no-commits' })
    await git.close()
    await empty.remove()
    const plain = mkdtempSync(join(tmpdir(), 'plumbline-plain-'))
    await expect(openGit(plain)).rejects.toMatchObject({ code: 'git.not-a-repository' })
    await expect(openGit(join(plain, 'nowhere'))).rejects.toMatchObject({
      code: 'git.not-a-repository',
    })
    await rm(plain, { recursive: true })
  })

  it.runIf(process.getuid?.() === 0)('opens a folder of another user', async () => {
    const { directory, remove } = await gitRepository([{ files: { a: '1' } }])
    const give = (path: string): void => {
      chownSync(path, 12_345, 12_345)
      if (statSync(path).isDirectory()) for (const name of readdirSync(path)) give(join(path, name))
    }
    give(directory)
    const git = await openGit(directory)
    expect(await git.tree(await git.resolve('HEAD'))).toHaveLength(1)
    await git.close()
    await remove()
  })

  it('runs nothing that a repository asks for', async () => {
    const repository = await gitRepository([
      { files: { 'a.ts': 'one\n', '.gitattributes': '*.ts diff=evil\n' } },
      { files: { 'a.ts': 'two\n' } },
    ])
    const trap = join(repository.directory, 'sprung')
    await mkdir(join(repository.directory, 'hooks'))
    for (const [key, value] of [
      ['core.fsmonitor', `touch ${trap}`],
      ['core.hooksPath', join(repository.directory, 'hooks')],
      ['core.pager', `touch ${trap}`],
      ['diff.external', `touch ${trap}`],
      ['diff.evil.command', `touch ${trap}`],
      ['diff.evil.textconv', `touch ${trap};`],
      ['log.showSignature', 'true'],
      ['gpg.program', `touch ${trap}`],
    ]) {
      await repository.git('config', key ?? '', value ?? '')
    }
    const git = await openGit(repository.directory)
    const lines: string[] = []
    const args = ['log', '-p', '--no-ext-diff', '--no-textconv', '--format=%H']
    for await (const line of git.lines(args)) lines.push(line)
    expect(lines).toContain('+two')
    expect(readdirSync(repository.directory)).not.toContain('sprung')
    await git.close()
    await repository.remove()
  })

  it('does not follow the environment to another repository', async () => {
    const environment = gitEnvironment({
      PATH: '/bin',
      GIT_DIR: '/elsewhere',
      GIT_TRACE: '1',
      HOME: '/h',
    })
    expect(environment).not.toHaveProperty('GIT_DIR')
    expect(environment).not.toHaveProperty('GIT_TRACE')
    expect(environment).not.toHaveProperty('HOME')
    expect(environment).toMatchObject({ PATH: '/bin', GIT_NO_LAZY_FETCH: '1', LC_ALL: 'C' })
    expect(execFileSync('git', ['--version'], { env: environment }).toString()).toContain('git')
  })
})
