import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { everyReader } from '../support/acme.ts'
import { company, pagesOf } from './company.ts'

/** Reads a wiki with this page beside a sound one. */
async function reading(path: string, content: string | Buffer) {
  const plumbline = await company({ [path]: content }).open()
  const [summary] = await plumbline.crawl([])
  const pages = await pagesOf(plumbline)
  expect(pages.map((page) => page.id)).toContain('wiki:sound.md')
  return { plumbline, summary, page: pages.find((page) => page.path === path) }
}

describe('a page that is read all the same, with what is wrong said', () => {
  test.each([
    [
      'an unreadable date',
      'last_reviewed: the day after tomorrow',
      "'the day after tomorrow' is not a date",
    ],
    ['a date that does not exist', 'last_reviewed: 2026-02-31', "'2026-02-31' is not a date"],
    ['a review that lies in the future', 'last_reviewed: 2027-05-01', 'lies in the future'],
    ['a period that is none', 'last_reviewed: 2026-05-01\nreview_in: a while', 'is not a period'],
  ])('%s', async (_, field, problem) => {
    const { page } = await reading('odd.md', `---\n${field}\n---\n\n# Odd\n\nIt rains today.\n`)
    expect(page?.problems.join('\n')).toContain(problem)
    expect(page?.text).toContain('It rains today.')
  })

  test('an unreadable date makes no page look fresh', async () => {
    const { plumbline } = await reading(
      'odd.md',
      '---\nlast_reviewed: the day after tomorrow\n---\n\n# Odd\n\nIt rains in Lisbon today.\n',
    )
    const answer = await plumbline.ask({ query: 'Does it rain in Lisbon today?' }, everyReader)
    const cited = [...answer.citations, ...answer.withheld.map(({ citation }) => citation)]
    expect(cited.map(({ freshness }) => freshness.state)).toEqual(['unknown'])
    expect(answer.verdict.decision).not.toBe('allow')
  })

  test('front matter that is broken YAML, its plain lines kept', async () => {
    const text = '---\nowner: team-a\naccess: [group:everyone\nx: "\n---\n\n# Odd\n\nIt rains.\n'
    const { plumbline } = await reading('odd.md', text)
    const page = (await pagesOf(plumbline)).find(({ path }) => path === 'odd.md')
    expect(page?.problems.join('\n')).toContain('front matter')
    expect(page?.owner).toBe('team-a')
  })

  test('an access list in front matter that is broken YAML opens the page to nobody new', async () => {
    const text = '---\naccess: [group:board\nx: "\n---\n\n# Odd\n\nThe merger is near.\n'
    const { plumbline } = await reading('odd.md', text)
    const stranger = { ...everyReader, groups: ['group:everyone'] }
    const { items } = await plumbline.pages({}, stranger)
    expect(items.map(({ path }) => path)).toEqual(['sound.md'])
  })
})

describe('a document that is not read, and the crawl goes on', () => {
  test.each([
    [
      '20 MB of Markdown',
      'large.md',
      Buffer.alloc(20 * 1024 * 1024, 'All work and no play. '),
      '20.0 MB',
    ],
    [
      'invalid UTF-8',
      'latin.md',
      Buffer.from('# Caf\xe9\n\nIt rains.\n', 'latin1'),
      'not valid UTF-8',
    ],
    ['a binary renamed', 'image.md', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'NUL'],
    [
      'control characters without NUL',
      'noise.md',
      Buffer.alloc(4096, '\u0001\u0002\u0003a'),
      'control characters',
    ],
  ])('%s', async (_, path, content, because) => {
    const { plumbline, summary, page } = await reading(path, content)
    expect(page).toBeUndefined()
    expect(summary?.unread).toEqual([{ path, because: expect.stringContaining(because) }])
    const { sources } = await plumbline.health()
    expect(sources).toMatchObject([{ id: 'wiki', pages: 1, unread: 1 }])
  })

  test('once it can be read it is, and is unread no more', async () => {
    const wiki = company({ 'page.md': Buffer.from([0, 1, 2]) })
    const plumbline = await wiki.open()
    await plumbline.index()
    wiki.write('page.md', '# A page\n\nIt rains.\n')
    await plumbline.index()
    expect((await plumbline.health()).sources).toMatchObject([{ pages: 2, unread: 0 }])
  })

  test('a page that breaks keeps its last good copy and is not called gone', async () => {
    const wiki = company({ 'page.md': '# A page\n\nIt rains.\n' })
    const plumbline = await wiki.open()
    await plumbline.index()
    wiki.write('page.md', Buffer.from([0, 1, 2]))
    await plumbline.index()
    const page = (await pagesOf(plumbline)).find(({ path }) => path === 'page.md')
    expect(page?.text).toContain('It rains.')
    expect(page?.times.gone).toBeNull()
    expect((await plumbline.health()).sources).toMatchObject([{ unread: 1 }])
  })
})

describe('a source folder that vanished', () => {
  test('is named, and none of its pages is lost', async () => {
    const wiki = company()
    const plumbline = await wiki.open()
    await plumbline.index()
    renameSync(wiki.wiki, join(wiki.folder, 'elsewhere'))
    const [summary] = await plumbline.index()
    expect(summary?.failed).toContain(wiki.wiki)
    expect((await pagesOf(plumbline)).map(({ times }) => times.gone)).toEqual([null])
    renameSync(join(wiki.folder, 'elsewhere'), wiki.wiki)
    await plumbline.index()
    expect((await pagesOf(plumbline)).map(({ times }) => times.gone)).toEqual([null])
  })

  test('a page that vanished from a folder that stands is gone, and not forgotten', async () => {
    const wiki = company({ 'page.md': '# A page\n\nIt rains.\n' })
    const plumbline = await wiki.open()
    await plumbline.index()
    rmSync(join(wiki.wiki, 'page.md'))
    await plumbline.index()
    const page = (await pagesOf(plumbline)).find(({ path }) => path === 'page.md')
    expect(page?.times.gone).not.toBeNull()
  })
})
