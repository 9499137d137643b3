import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CloneRequest, fetchClone } from '../../src/git/clone.ts'
import { openGit } from '../../src/git/git.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'
import { listen } from '../support/wikis/free-port.ts'
import { type GitWiki, startGitWiki } from '../support/wikis/git-wiki.ts'

let wiki: GitWiki
let folder: string

beforeEach(async () => {
  folder = newFolder()
  wiki = await startGitWiki({ user: { name: 'token', password: 's3cret' } })
})

afterEach(async () => {
  await wiki.stop()
  removeFolder(folder)
})

const authorization = `Basic ${Buffer.from('token:s3cret').toString('base64')}`
const request = (more: Partial<CloneRequest> = {}): CloneRequest => ({
  url: wiki.repository,
  directory: join(folder, 'copy.git'),
  authorization,
  addresses: ['127.0.0.1'],
  mostBytes: 100_000_000,
  timeout: 60_000,
  ...more,
})
const head = async () => {
  const git = await openGit(join(folder, 'copy.git'))
  const id = await git.resolve('HEAD')
  await git.close()
  return id
}

describe('a clone', () => {
  it('brings the newest commit, and later what changed, however it was rewritten', async () => {
    await fetchClone(request())
    const id = await wiki.write('A.md', 'one\n')
    await fetchClone(request())
    expect(await head()).toBe(id)
    await wiki.git('reset', '--quiet', '--hard', 'HEAD~1')
    const other = await wiki.write('B.md', 'two\n')
    await fetchClone(request())
    expect(await head()).toBe(other)
    expect(readdirSync(folder)).toEqual(['copy.git'])
  })

  it('keeps no secret, and no hook', async () => {
    await fetchClone(request())
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    for (const file of files.filter((one) => one.isFile())) {
      const text = readFileSync(join(file.parentPath, file.name), 'latin1')
      expect(text).not.toContain('s3cret')
      expect(text).not.toContain(authorization)
    }
    expect(existsSync(join(folder, 'copy.git', 'hooks'))).toBe(false)
  })

  it('says in words that it was not let in, and leaves nothing behind', async () => {
    const { authorization: _, ...nobody } = request()
    await expect(fetchClone(nobody)).rejects.toMatchObject({
      code: 'source.unreachable',
      message: expect.stringMatching(/cannot be fetched: fatal: /),
    })
    await expect(fetchClone(request({ authorization: 'Basic d3Jvbmc=' }))).rejects.not.toThrow(
      /d3Jvbmc/,
    )
    expect(readdirSync(folder)).toEqual([])
  })

  it('connects to nothing but the addresses that were checked', async () => {
    const url = wiki.repository.replace('127.0.0.1', 'wiki.acme.example')
    await fetchClone(request({ url }))
    expect(await head()).toMatch(/^[0-9a-f]{40}$/)
  })

  it('takes no more than it may', async () => {
    await expect(fetchClone(request({ mostBytes: 100 }))).rejects.toMatchObject({
      code: 'source.too-large',
      message: expect.stringContaining('name the folder with `path`'),
    })
    expect(readdirSync(folder)).toEqual([])
  })

  it('follows no redirect', async () => {
    const elsewhere = createServer((incoming, outgoing) =>
      outgoing.writeHead(302, { location: `${wiki.url}${incoming.url}` }).end(),
    )
    const port = await listen(elsewhere)
    const url = wiki.repository.replace(/:\d+\//, `:${port}/`)
    await expect(fetchClone(request({ url }))).rejects.toMatchObject({ code: 'source.unreachable' })
    elsewhere.closeAllConnections()
    elsewhere.close()
  })

  it('speaks no other protocol', async () => {
    const url = `file://${join(folder, 'elsewhere.git')}`
    await expect(fetchClone(request({ url }))).rejects.toThrow(/not allowed/)
  })

  it('ends when a server says nothing for too long', async () => {
    const silent = createServer(() => undefined)
    const port = await listen(silent)
    const url = wiki.repository.replace(/:\d+\//, `:${port}/`)
    await expect(fetchClone(request({ url, timeout: 300 }))).rejects.toMatchObject({
      code: 'source.too-slow',
    })
    silent.closeAllConnections()
    silent.close()
  })
})
