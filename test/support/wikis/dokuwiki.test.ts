import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { needs } from '../needs.ts'
import { type DokuWiki, type DokuWikiUser, startDokuWiki } from './dokuwiki.ts'
import { methodCall, RpcFault, type RpcValue } from './dokuwiki-author.ts'

const mara: DokuWikiUser = { name: 'mara', password: 'mara-reads', groups: ['payments'] }
const iven: DokuWikiUser = { name: 'iven', password: 'iven-reads' }
const md5 = (text: string): string => createHash('md5').update(text).digest('hex')
const longAgo = 1_500_000_000

/** What our connector asks of DokuWiki, and what a real one answers. */
describe.skipIf(!needs('php') || !needs('dokuwiki'))('DokuWiki (needs php, dokuwiki)', () => {
  let wiki: DokuWiki
  beforeAll(async () => {
    wiki = await startDokuWiki({ users: [mara, iven] })
  })
  afterAll(() => wiki?.stop())

  const pages = (user = mara): Promise<RpcValue> =>
    wiki.as(user).call('dokuwiki.getPagelist', '', { depth: 0, hash: true })
  const ids = async (user = mara): Promise<readonly string[]> =>
    Object(await pages(user)).map(({ id }: { id: string }) => id)
  const recent = async (user = mara): Promise<readonly { readonly name: string }[]> =>
    Object(await wiki.as(user).call('wiki.getRecentChanges', longAgo))
  const change = async (id: string, user = mara) =>
    (await recent(user)).find(({ name }) => name === id)

  test('a page comes in both lists, with a digest of its text and its second', async () => {
    await wiki.author.put('payments:retries', 'Three <times>.', { summary: 'first' })
    expect(await pages()).toMatchObject([
      { id: 'payments:retries', size: 14, hash: md5('Three <times>.') },
    ])
    expect(await wiki.as(mara).call('wiki.getAllPages')).toMatchObject([
      { id: 'payments:retries', perms: 8, size: 14, lastModified: expect.stringContaining('T') },
    ])
    expect(await wiki.as(mara).call('wiki.getPage', 'payments:retries')).toBe('Three <times>.')
    expect(await wiki.as(mara).call('wiki.getPageHTML', 'payments:retries')).toContain(
      '&lt;times&gt;',
    )
  })

  test('recent changes have one entry a page, and none at all are a refusal', async () => {
    await wiki.author.put('payments:fees', 'One in a hundred.')
    await wiki.author.put('payments:fees', 'Two in a hundred.', { minor: true })
    expect((await recent()).filter(({ name }) => name === 'payments:fees')).toHaveLength(1)
    expect(await wiki.as(mara).call('wiki.getPageVersions', 'payments:fees', 0)).toMatchObject([
      { user: 'admin', type: 'e', sum: '' },
      { user: 'admin', type: 'C', sum: 'created' },
    ])
    const tomorrow = Math.floor(Date.now() / 1000) + 86_400
    await expect(wiki.as(mara).call('wiki.getRecentChanges', tomorrow)).rejects.toThrow(RpcFault)
    await expect(wiki.as(mara).call('wiki.getRecentChanges', 1)).rejects.toThrow(RpcFault)
  })

  test('a deleted page leaves the lists, and is a recent change without a size', async () => {
    await wiki.author.put('payments:old', 'Old.')
    await wiki.author.delete('payments:old')
    expect(await ids()).not.toContain('payments:old')
    expect(await change('payments:old')).toMatchObject({ size: false })
    expect(await wiki.as(mara).call('wiki.getPage', 'payments:old')).toBe('')
    expect(await wiki.as(mara).call('wiki.getPageVersions', 'payments:old', 0)).toMatchObject([
      { type: 'D', sum: 'no longer true' },
      { type: 'C' },
    ])
    await expect(wiki.as(mara).call('wiki.getPageInfo', 'payments:old')).rejects.toThrow(RpcFault)
  })

  test('a moved page is a new one and a deleted one', async () => {
    await wiki.author.put('rota', 'Monday: Ada.')
    await wiki.author.move('rota', 'people:rota')
    expect(await ids()).toContain('people:rota')
    expect(await ids()).not.toContain('rota')
    expect(await wiki.as(mara).call('wiki.getPage', 'people:rota')).toBe('Monday: Ada.')
  })

  test('an access list hides pages in every call, from the next one on', async () => {
    await wiki.author.put('hr:salaries', 'Ada earns more.')
    wiki.setAcl(['* @ALL 0', '* @user 1', 'hr:* @user 0', 'hr:* @payments 1'])
    expect(await ids(mara)).toContain('hr:salaries')
    expect(await ids(iven)).not.toContain('hr:salaries')
    expect(await change('hr:salaries', mara)).toBeDefined()
    expect(await change('hr:salaries', iven)).toBeUndefined()
    await expect(wiki.as(iven).call('wiki.getPage', 'hr:salaries')).rejects.toThrow('403')
    await expect(wiki.as(iven).call('wiki.getPageInfo', 'hr:never')).rejects.toThrow('403')
    expect(await wiki.as(mara).call('wiki.aclCheck', 'hr:salaries')).toBe(1)
    expect(await wiki.as(mara).call('wiki.aclCheck', 'hr:salaries', 'iven', ['user'])).toBe(0)
    expect(await wiki.as(mara).call('wiki.aclCheck', 'hr:salaries', 'mara', ['payments'])).toBe(1)
    wiki.setAcl(['* @ALL 1', '* @user 8'])
    expect(await ids(iven)).toContain('hr:salaries')
  })

  test('a wrong password is no refusal: who gives one is taken for a stranger', async () => {
    const wrong = wiki.as({ ...mara, password: 'guessed' })
    expect(await wrong.call('wiki.aclCheck', 'payments:retries')).toBe(1)
    expect(await wrong.call('dokuwiki.login', 'mara', 'guessed')).toBe(false)
    expect(await wrong.call('dokuwiki.login', 'mara', mara.password)).toBe(true)
  })

  test('whoever may not call from afar is refused, and so is everybody once it is off', async () => {
    wiki.configure({ remoteuser: '@payments' })
    await expect(wiki.as(iven).call('wiki.getAllPages')).rejects.toThrow('403')
    expect(await wiki.as(mara).call('wiki.getAllPages')).not.toEqual([])
    wiki.configure({ remote: 0 })
    await expect(wiki.as(mara).call('wiki.getAllPages')).rejects.toMatchObject({ code: -32605 })
    wiki.configure({ remote: 1, remoteuser: '' })
  })

  test('a history laid into the files is one; only the list that walks them sees the page', async () => {
    wiki.importHistory('ledger:nightly', [
      { at: longAgo, by: 'mara', text: 'Nightly.', summary: 'new' },
      { at: longAgo + 86_400, by: 'iven', text: 'Hourly.', minor: true },
    ])
    expect(await ids()).toContain('ledger:nightly')
    const listed = Object(await wiki.as(mara).call('wiki.getAllPages'))
    expect(listed.map(({ id }: { id: string }) => id)).not.toContain('ledger:nightly')
    expect(await change('ledger:nightly')).toBeUndefined()
    expect(await wiki.as(mara).call('wiki.getPageVersions', 'ledger:nightly', 0)).toMatchObject([
      { version: longAgo + 86_400, user: 'iven', type: 'e' },
      { version: longAgo, user: 'mara', type: 'C', sum: 'new' },
    ])
    const before = wiki.as(mara).call('wiki.getPageVersion', 'ledger:nightly', longAgo)
    expect(await before).toBe('Nightly.')
  })

  test('what is asked is logged with its body, and the wiki takes the log for its own address', async () => {
    wiki.log.clear()
    const body = methodCall('dokuwiki.getTitle', [])
    const answer = await fetch(`${wiki.url}/lib/exe/xmlrpc.php`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'text/xml' },
    })
    expect(await answer.text()).toContain('<string>Acme</string>')
    expect(wiki.log.requests).toMatchObject([{ method: 'POST', url: '/lib/exe/xmlrpc.php', body }])
    const page = await (await fetch(`${wiki.url}/doku.php?id=payments:retries`)).text()
    expect(page).toContain(`${wiki.url}/doku.php?id=payments:retries`)
  })
})
