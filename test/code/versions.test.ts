import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { versionHistory, versionSnapshots } from '../../src/code/versions.ts'
import type { Lost } from '../../src/domain/history.ts'
import { statedFacts } from '../support/stated-facts.ts'

const symbol = (subject: string): Lost => ({ kind: 'symbol', subject, owner: null })

describe('published versions', () => {
  let root: string
  const published = async (folder: string, files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) {
      const file = join(root, folder, path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, text)
    }
    return join(root, folder)
  }
  const manifest = (version: string, name = 'shop') =>
    JSON.stringify({ name, version, dependencies: {} }, null, 2)

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'plumbline-versions-'))
    await published('shop-10', {
      'package.json': manifest('10.0.0'),
      'dist/a.js': 'timeout = 5\n',
      'dist/moved.js': 'same text that is long\n',
    })
    await published('shop-9', {
      'package.json': manifest('9.2.0'),
      'dist/a.js': 'charge = 1\ntimeout = 10\n',
      'old.js': 'same text that is long\n',
      'node_modules/other/index.js': 'hidden = 1\n',
    })
    await published('shop-8', {
      'package.json': manifest('8.0.0-rc.1'),
      'dist/a.js': 'charge = 1\nrefund = 1\ntimeout = 30\n',
      'test/a.js': 'fixture = 1\n',
    })
    await symlink('/etc/passwd', join(root, 'shop-8', 'passwd'))
  })
  afterAll(() => rm(root, { recursive: true, force: true }))

  const folders = (...names: readonly string[]) => names.map((name) => join(root, name))

  it('are snapshots of one history, the newest last', async () => {
    const versions = await versionSnapshots(folders('shop-10', 'shop-8', 'shop-9'))
    expect(versions.map(({ snapshot }) => snapshot.version)).toEqual([
      '8.0.0-rc.1',
      '9.2.0',
      '10.0.0',
    ])
    const [oldest, middle, newest] = versions
    expect(newest?.snapshot).toMatchObject({
      repository: 'shop',
      commit: 'version:10.0.0',
      date: null,
      names: ['shop', 'shop-10'],
      historyLimit: null,
    })
    expect(newest?.snapshot.files.find(({ path }) => path === 'dist/a.js')).toMatchObject({
      class: 'code',
      blob: createHash('sha1').update('blob 12\0timeout = 5\n').digest('hex'),
    })
    expect(middle?.snapshot.files.map(({ path }) => path)).toEqual([
      'dist/a.js',
      'old.js',
      'package.json',
    ])
    expect(await middle?.read('node_modules/other/index.js')).toBeNull()
    expect(await oldest?.read('passwd')).toBeNull()
    expect(await oldest?.read('../shop-9/old.js')).toBeNull()
  })

  it('tell in which version a name or a path went', async () => {
    const versions = await versionSnapshots(folders('shop-10', 'shop-8', 'shop-9'))
    const history = versionHistory(versions, statedFacts)
    const fates = await history.fates([
      symbol('charge'),
      symbol('refund'),
      symbol('timeout'),
      symbol('fixture'),
      symbol('hidden'),
      { kind: 'file-path', path: './old.js' },
      { kind: 'file-path', path: 'test/' },
      { kind: 'file-path', path: 'dist' },
    ])
    expect(fates).toMatchObject([
      {
        is: 'gone',
        change: { commit: null, version: '10.0.0', date: null },
        was: { path: 'dist/a.js', line: 1, quote: 'charge = 1', commit: 'version:9.2.0' },
      },
      { is: 'gone', change: { version: '9.2.0' } },
      { is: 'never' },
      { is: 'never' },
      { is: 'never' },
      { is: 'moved', to: 'dist/moved.js', sure: 1 },
      { is: 'gone', change: { version: '9.2.0' } },
      { is: 'never' },
    ])
  })

  it('tell former values', async () => {
    const history = versionHistory(
      await versionSnapshots(folders('shop-8', 'shop-9', 'shop-10')),
      statedFacts,
    )
    expect(await history.formerValues('timeout', ['symbol'], null)).toMatchObject([
      { value: '10', change: { version: '10.0.0' } },
      { value: '30', change: { version: '9.2.0' } },
    ])
    expect(await history.firstMention('README.md', 'charge')).toBeNull()
  })

  it('must be versions, and of one package', async () => {
    const other = await published('other', { 'package.json': manifest('1.0.0', 'other') })
    const bare = await published('bare', { 'a.js': '' })
    await expect(versionSnapshots([...folders('shop-9'), other])).rejects.toMatchObject({
      code: 'input.invalid',
    })
    await expect(versionSnapshots(folders('shop-9', 'shop-9'))).rejects.toMatchObject({
      code: 'input.invalid',
    })
    await expect(versionSnapshots([bare])).rejects.toMatchObject({ code: 'source.unreadable' })
    await expect(versionSnapshots(folders('none'))).rejects.toMatchObject({
      code: 'source.unreadable',
    })
  })
})
