import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { clonedFolder, diskFolder } from '../../../src/flows/document-folder.ts'
import type { FolderReader } from '../../../src/sources/source.ts'
import { gitRepository, type Step, type TestRepository } from '../../support/git-repository.ts'

const now = '2026-06-01T00:00:00.000Z'
const opened: { close?(): Promise<void> }[] = []
const made: TestRepository[] = []

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close?.()
  for (const one of made.splice(0)) await one.remove()
})

async function repositoryOf(steps: readonly Step[]): Promise<TestRepository> {
  const repository = await gitRepository(steps)
  made.push(repository)
  return repository
}

const folderOf = async (repository: TestRepository): Promise<FolderReader> => {
  const folder = await clonedFolder(join(repository.directory, '.git'), now)
  opened.push(folder)
  return folder
}

/** What history tells of one file, with the day of each line. */
async function pastOf(folder: FolderReader, path: string) {
  const text = Buffer.from((await folder.read(path)) ?? []).toString()
  const { parts, contentChanged, ...told } = (await folder.told?.(path, text)) ?? {}
  const history = await folder.history?.(path)
  return {
    ...told,
    created: history?.created?.at.slice(0, 10) ?? null,
    modified: history?.modified?.at.slice(0, 10) ?? null,
    changed: contentChanged?.at.slice(0, 10) ?? null,
    lines: parts?.by === 'line' ? parts.lines.map((line) => line?.at.slice(0, 10) ?? null) : null,
  }
}

const past = async (steps: readonly Step[], path = 'a.md') =>
  pastOf(await folderOf(await repositoryOf(steps)), path)

const [first, second, third] = ['2024-01-01', '2024-01-02', '2024-01-03']
const text = 'The queue is drained by hand.\n\nCall the desk before 5 minutes are over.\n'
const step = (content: string, more: Partial<Step> = {}): Step => ({
  files: { 'a.md': content },
  ...more,
})

describe('a touch leaves lines and content as old as they were', () => {
  it.each([
    [
      'white space and wrapping',
      'The queue is\ndrained  by hand.\n\nCall the desk before 5 minutes\nare over.\n',
    ],
    [
      'another marker of a list',
      '* The queue is drained by hand.\n\n- Call the desk before 5 minutes are over.\n',
    ],
    ['a mended spelling', text.replace('drained', 'drianed')],
    ['one word that was two', text.replace('by hand', 'byhand')],
    ['labels in front matter', `---\nstatus: green\n---\n${text}`],
    ['a badge', `[![build](https://x.example/b.svg)](https://x.example)\n\n${text}`],
    ['emphasis and marks of code', text.replace('queue', '**queue**').replace('desk', '`desk`')],
    ['where a link leads', text.replace('The queue', 'The [queue](https://x.example/queue)')],
    ['numbers of steps', `1. ${text}`],
    ['line ends', text.replaceAll('\n', '\r\n')],
  ])('%s', async (_, after) => {
    const told = await past([step(text), step(after)])
    expect(told).toMatchObject({ created: first, modified: second, changed: first })
    expect(new Set(told.lines)).toEqual(new Set([first, null]))
  })
})

describe('a change of substance makes its line new, and no other', () => {
  it.each([
    ['a number', text.replace('5 minutes', '15 minutes'), [first, null, second, null]],
    ['a number at the end of a sentence', 'Wait for 500.\n', [second, null]],
    [
      'a word that turns the sentence',
      text.replace('before', 'after'),
      [first, null, second, null],
    ],
    ['a word that was taken out', text.replace('by hand', 'hand'), [second, null, first, null]],
    ['a line put in', `It rains.\n\n${text}`, [second, null, first, null, first, null]],
  ])('%s', async (_, after, lines) => {
    const told = await past([step(text), step(after)])
    expect(told).toMatchObject({ changed: second, lines })
  })

  it('a paragraph that was taken away changes the page, and leaves the others as they are', async () => {
    const told = await past([step(`Old news.\n\n${text}`), step(text)])
    expect(told).toMatchObject({ changed: second, lines: [first, null, first, null] })
  })

  it('a paragraph that moved keeps its age', async () => {
    const [queue = '', desk = ''] = text.trim().split('\n\n')
    const told = await past([step(text), step(`${desk}\n\n${queue}\n`)])
    expect(new Set(told.lines)).toEqual(new Set([first, null]))
  })

  it('numbers of steps that moved down are not new', async () => {
    const told = await past([
      step('1. Stop the worker.\n2. Drain the queue.\n'),
      step('1. Ask the desk.\n2. Stop the worker.\n3. Drain the queue.\n'),
    ])
    expect(told.lines).toEqual([second, first, first, null])
  })
})

describe('the life of a page', () => {
  it('follows it through renames that change it a little', async () => {
    const long = `${text}${'Look at the board of the settlement desk.\n'.repeat(8)}`
    const told = await past(
      [step(long), { rename: { 'a.md': 'docs/b.md' }, files: { 'docs/b.md': `${long}More.\n` } }],
      'docs/b.md',
    )
    expect(told).toMatchObject({ created: first, modified: second, changed: second })
    expect(told.lines?.slice(0, 2)).toEqual([first, null])
  })

  it('goes on where a page was deleted and came back', async () => {
    const told = await past([step(text), { delete: ['a.md'] }, step(text)])
    expect(told).toMatchObject({ created: first, changed: first })
  })

  it('ends where another page takes its path', async () => {
    const told = await past([step(text), { delete: ['a.md'] }, step('Something else here.\n')])
    expect(told).toMatchObject({ created: third, lines: [third, null] })
  })

  it('is not moved by an edit that was taken back at once', async () => {
    const told = await past([step(text), step('Buy cheap watches!\n'), step(text)])
    expect(told).toMatchObject({
      modified: third,
      changed: first,
      lines: [first, null, first, null],
    })
  })

  it('is changed by what comes back after it was otherwise for long', async () => {
    const told = await past([
      step('Wait 5 minutes.\n'),
      step('Wait 9 minutes.\n', { date: '2024-03-01T00:00:00Z' }),
      step('Wait 5 minutes.\n', { date: '2025-03-01T00:00:00Z' }),
    ])
    expect(told).toMatchObject({ changed: '2025-03-01', lines: ['2025-03-01', null] })
  })

  it('counts what branches wrote, and not their merge', async () => {
    const told = await past([
      step('one\n\ntwo\n\nthree\n'),
      { branch: 'side', files: { 'a.md': 'one\n\ntwo\n\nthree changed here\n' } },
      { branch: 'main', files: { 'a.md': 'one changed there\n\ntwo\n\nthree\n' } },
      { merge: 'side' },
    ])
    expect(told).toMatchObject({ modified: third, changed: third })
    expect(told.lines).toEqual([third, null, first, null, second, null])
  })

  it('passes through revisions that a repository says only tidied', async () => {
    const repository = await repositoryOf([step(text), step(text.replace('drained', 'emptied'))])
    const tidied = repository.commits[1] ?? ''
    await writeFile(join(repository.directory, '.git-blame-ignore-revs'), `# a sweep\n${tidied}\n`)
    await repository.git('add', '.')
    await repository.git('commit', '--quiet', '-m', 'Say what to ignore')
    const told = await pastOf(await folderOf(repository), 'a.md')
    expect(told).toMatchObject({ changed: first, lines: [first, null, first, null] })
  })

  it('is not told where a clone was cut off', async () => {
    const repository = await repositoryOf([step(text), step(`${text}More.\n`)])
    const cut = join(repository.directory, 'cut')
    const url = `file://${repository.directory}`
    await repository.git('clone', '--quiet', '--bare', '--depth=1', url, cut)
    const folder = await clonedFolder(cut, now)
    opened.push(folder)
    expect(await pastOf(folder, 'a.md')).toMatchObject({
      created: null,
      modified: null,
      changed: null,
    })
  })
})

describe('who wrote it', () => {
  const ben = 'Ben <ben@example.org>'
  it('is whoever wrote most of its words', async () => {
    const told = await past([step('Short.\n'), step(`Short.\n\n${text}`, { author: ben })])
    expect(told.writer).toBe('Ben')
    expect(told.owner).toBeUndefined()
  })

  it.each(['dependabot[bot] <x@example.org>', 'ben@example.org <ben@example.org>'])(
    'is not %s',
    async (author) => expect((await past([step(text, { author })])).writer).toBeUndefined(),
  )

  it('is beside the owner that CODEOWNERS names', async () => {
    const told = await past([step(text), { files: { '.github/CODEOWNERS': '*.md @acme/docs\n' } }])
    expect(told).toMatchObject({ owner: '@acme/docs', writer: 'Ada' })
  })
})

describe('a folder inside a work tree', () => {
  it('tells the past of files as they are on disk, and not the date of what is not committed', async () => {
    const { directory } = await repositoryOf([
      { files: { 'docs/a.md': text, 'docs/b.md': text } },
      { files: { 'docs/a.md': `${text}More of it.\n` } },
    ])
    await writeFile(join(directory, 'docs/b.md'), `${text}Not committed yet.\n`)
    await writeFile(join(directory, 'docs/new.md'), text)
    const folder = await diskFolder(join(directory, 'docs'), now)
    opened.push(folder)
    expect((await folder.list()).map(({ path }) => path)).toEqual(['a.md', 'b.md', 'new.md'])
    expect(await pastOf(folder, 'a.md')).toMatchObject({ created: first, modified: second })
    expect(await pastOf(folder, 'b.md')).toMatchObject({
      created: first,
      modified: null,
      changed: null,
      lines: [first, null, first, null, null],
    })
    expect(await pastOf(folder, 'new.md')).toMatchObject({
      created: null,
      modified: null,
      lines: null,
    })
  })

  it('is a plain folder where nothing of it is tracked', async () => {
    const { directory } = await repositoryOf([{ files: { 'a.md': text, '.gitignore': 'out\n' } }])
    await mkdir(join(directory, 'out'))
    await writeFile(join(directory, 'out/a.md'), text)
    const folder = await diskFolder(join(directory, 'out'), now)
    expect(await folder.list()).toHaveLength(1)
    expect(folder.history).toBeUndefined()
  })
})
