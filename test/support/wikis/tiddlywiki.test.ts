import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTiddlyWiki, type TiddlyWiki } from './tiddlywiki.ts'

let wiki: TiddlyWiki
beforeAll(async () => {
  wiki = await startTiddlyWiki()
})
afterAll(() => wiki?.stop())

const ask = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
  const response = await fetch(`${wiki.url}${path}`, { headers })
  const text = await response.text()
  return {
    status: response.status,
    body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text,
  }
}
const list = async () => (await ask('/recipes/default/tiddlers.json')).body
const titles = async () => (await list()).map(({ title }: { title: string }) => title)
const tiddler = (title: string) => ask(`/recipes/default/tiddlers/${encodeURIComponent(title)}`)

test('the list has every field but the text, the tiddler has it all', async () => {
  await wiki.put('Payment retries', 'Three times.', { tags: 'payments [[on call]]', owner: 'mara' })
  expect((await ask('/status')).body).toMatchObject({
    anonymous: true,
    tiddlywiki_version: '5.4.1',
  })
  expect(await list()).toEqual([
    {
      title: 'Payment retries',
      tags: 'payments [[on call]]',
      owner: 'mara',
      created: expect.stringMatching(/^\d{17}$/),
      modified: expect.stringMatching(/^\d{17}$/),
      modifier: 'author',
      revision: 1,
      type: 'text/vnd.tiddlywiki',
    },
  ])
  // A field that TiddlyWiki does not know stands one level deeper here than in the list.
  expect((await tiddler('Payment retries')).body).toMatchObject({
    text: 'Three times.',
    fields: { owner: 'mara' },
    bag: 'default',
    revision: 1,
  })
  expect((await tiddler('Never written')).status).toBe(404)
})

test('the list holds drafts and leaves system tiddlers out; a filter of our own is refused', async () => {
  await wiki.put("Draft of 'Fees'", 'Half.', { 'draft.of': 'Fees', 'draft.title': 'Fees' })
  await wiki.put('$:/acme/colours', 'blue')
  expect(await titles()).toEqual(["Draft of 'Fees'", 'Payment retries'])
  expect((await ask('/recipes/default/tiddlers.json?filter=[tag[payments]]')).status).toBe(403)
  const whole = (await ask('/recipes/default/tiddlers.json?exclude=none')).body
  expect(whole.map(({ text }: { text: string }) => text)).toEqual(['Half.', 'Three times.'])
  await wiki.delete("Draft of 'Fees'")
})

test('an edit counts the revision up, whatever date it claims', async () => {
  expect(await wiki.put('Rota', 'Ada.')).toBe(1)
  expect(await wiki.put('Rota', 'Mara.', { modified: '20190101000000000' })).toBe(2)
  const { body } = await tiddler('Rota')
  expect(body).toMatchObject({ text: 'Mara.', modified: '20190101000000000', revision: 2 })
})

test('renaming is a new title and one less', async () => {
  await wiki.put('Fees & more/2024?', 'One in a hundred.', { owner: 'iven' })
  await wiki.rename('Fees & more/2024?', 'Café #1')
  expect(await titles()).toEqual(expect.arrayContaining(['Café #1']))
  expect(await titles()).not.toContain('Fees & more/2024?')
  const { body } = await tiddler('Café #1')
  expect(body).toMatchObject({ text: 'One in a hundred.', fields: { owner: 'iven' } })
  await wiki.delete('Café #1')
  expect(await titles()).not.toContain('Café #1')
})

test('after a restart, all is there and every revision is 0, of Markdown as of wikitext', async () => {
  await wiki.put('Runbook', '# Drain\n\nThen wait.', { type: 'text/markdown' })
  await wiki.restart()
  expect((await tiddler('Runbook')).body).toMatchObject({
    type: 'text/markdown',
    text: '# Drain\n\nThen wait.',
    revision: 0,
  })
  expect((await tiddler('Rota')).body).toMatchObject({ text: 'Mara.', revision: 0 })
})

test('a TiddlyWiki with readers refuses whoever is none of them', async () => {
  await wiki.restart({
    users: { mara: 'secret', iven: 'other' },
    readers: ['mara'],
    writers: ['mara'],
  })
  const as = (name: string, password: string) =>
    ask('/recipes/default/tiddlers.json', { Authorization: `Basic ${btoa(`${name}:${password}`)}` })
  expect((await ask('/recipes/default/tiddlers.json')).status).toBe(401)
  expect((await as('mara', 'wrong')).status).toBe(401)
  expect((await as('mara', 'secret')).status).toBe(200)
  expect((await as('iven', 'other')).status).toBe(401)
  await expect(wiki.as('iven').put('Rota', 'Iven.')).rejects.toThrow('401')
  expect(await wiki.as('mara').put('Rota', 'Ada again.')).toBe(1)
})
