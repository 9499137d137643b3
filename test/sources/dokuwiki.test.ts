import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { PlumblineError } from '../../src/domain/errors.ts'
import { readPage } from '../../src/pages/read-page.ts'
import { documentsFrom } from '../../src/sources/index.ts'
import type { SourceEntry } from '../../src/sources/source.ts'
import { encoded } from '../../src/sources/xml-rpc/encode.ts'
import type { RpcValue } from '../../src/sources/xml-rpc/value.ts'
import { needs } from '../support/needs.ts'
import { type DokuWiki, startDokuWiki } from '../support/wikis/dokuwiki.ts'
import { type Reader, rightOf } from './support/dokuwiki-rules.ts'
import { saying } from './support/saying.ts'
import { sourceDesk } from './support/source-desk.ts'
import { toolsWith } from './support/tools.ts'

const superuser = { name: 'crawler', password: 'harbour-7', groups: ['admin'] }
const reader = { name: 'clerk', password: 'lantern-2', groups: ['ops'] }
const acl = ['* @ALL 1', '* @user 8', 'hr:* @ALL 0', 'hr:* @hr 1', 'ops:* @ALL 0', 'ops:* @ops 1']
const asSuperuser = { user: superuser.name, password: superuser.password }
const asReader = { user: reader.name, password: reader.password }

const retries = (limit: number, decides: string): string => `====== Payment retries ======
Read by whoever is on call. {{tag>runbook}}

===== Limits =====
The default of ''PAYMENT_RETRIES'' is ${limit}.

^ Bank ^ Limit ^
| Norden | 3 |

  * first the queue
    * then the worker

<code sh>
kubectl rollout restart deploy/payments
</code>

===== Who decides =====
${decides} See [[ops:bank_outage]].
`

describe.skipIf(!needs('php') || !needs('dokuwiki'))('DokuWiki (needs php, dokuwiki)', () => {
  let wiki: DokuWiki
  const entryOf = (more: Partial<SourceEntry> = {}): SourceEntry => ({
    id: 'wiki',
    type: 'dokuwiki',
    url: wiki.url,
    access: ['group:everyone'],
    credentials: asSuperuser,
    ...more,
  })
  const crawl = (more: Partial<SourceEntry> = {}) => sourceDesk(entryOf(more)).crawl()
  const calls = (): readonly string[] =>
    wiki.log.requests.map(({ url, body }) => {
      const [, method = url] = /<methodName>([\w.]+)</.exec(body) ?? []
      const [, id = ''] = /<param><value><string>([^<]+)</.exec(body) ?? []
      return method === 'dokuwiki.login' ? method : `${method} ${id}`.trim()
    })
  const textsAsked = () => calls().filter((call) => call.startsWith('wiki.getPage'))
  const day = (iso: string): number => Date.parse(iso) / 1000

  beforeAll(async () => {
    wiki = await startDokuWiki({ users: [superuser, reader], acl })
    wiki.importHistory('payments:retries', [
      { at: day('2023-02-01'), by: 'ana', text: retries(3, 'Nobody.') },
      { at: day('2024-03-01'), by: 'ana', text: retries(4, 'Nobody.') },
      { at: day('2025-04-01'), by: 'ben', text: retries(4, 'The payments team.') },
      { at: day('2026-05-01'), by: 'ben', text: retries(4, 'The payments  team.'), minor: true },
    ])
    wiki.importHistory('hr:pay_bands', [{ at: day('2025-01-01'), by: 'ana', text: 'canary bands' }])
    wiki.importHistory('ops:bank_outage', [
      { at: day('2025-01-01'), by: 'ana', text: 'Call the bank.' },
    ])
    wiki.importHistory('start', [
      { at: day('2025-01-01'), by: 'ana', text: 'Welcome. <b> & ]]> "quoted" \'all\' ünï 🚀' },
    ])
  })
  afterAll(() => wiki?.stop())
  beforeEach(() => {
    wiki.log.heal()
    wiki.log.clear()
    wiki.setAcl(acl)
    wiki.configure({ remote: 1, remoteuser: '', userewrite: 0, useslash: 0 })
  })

  describe('a first crawl', () => {
    test('hands over every page with its readers', async () => {
      const { documents, whole } = await crawl()
      const readers = [...documents].map(([path, { access }]) => [path, access.slice(1)])
      expect(Object.fromEntries(readers)).toEqual({
        'hr:pay_bands': [['wiki/group:hr', 'wiki/user:crawler']],
        'ops:bank_outage': [['wiki/group:ops', 'wiki/user:crawler']],
        'payments:retries': [],
        start: [],
      })
      expect(whole).toBe(true)
    })

    test('tells dates of the page and of its parts by its versions', async () => {
      const { documents } = await crawl()
      const at = (date: string) => ({ at: `${date}T00:00:00.000Z`, basis: 'claimed' })
      expect(documents.get('payments:retries')).toMatchObject({
        url: `${wiki.url}/doku.php?id=payments:retries`,
        format: 'html',
        created: at('2023-02-01'),
        modified: at('2026-05-01'),
        revision: String(day('2026-05-01')),
        told: {
          title: 'Payment retries',
          genre: 'runbook',
          contentChanged: at('2025-04-01'),
          parts: {
            by: 'heading',
            parts: [
              { words: '' },
              { words: 'Payment retries', changed: at('2023-02-01') },
              { words: 'Limits', changed: at('2024-03-01') },
              { words: 'Who decides', changed: at('2025-04-01') },
            ],
          },
        },
      })
    })

    test('what the wiki renders is read whole, and dated by its headings', async () => {
      const { documents } = await crawl({ include: ['payments/**'] })
      const document = documents.get('payments:retries')
      if (document === undefined) throw new Error('it is not there')
      const { page, passages } = readPage(document, '2026-11-26T12:00:00.000Z')
      expect(page.title).toBe('Payment retries')
      const text = passages.map((one) => one.text).join('\n')
      for (const words of ['kubectl rollout', 'Norden', 'then the worker', 'The payments team'])
        expect(text).toContain(words)
      expect(text).not.toMatch(/EDIT|secid|tag>/)
      const limits = passages.find(({ heading }) => heading.at(-1) === 'Limits')
      expect(limits?.changed?.at).toBe('2024-03-01T00:00:00.000Z')
    })

    test('signs and characters come as they were written', async () => {
      const text = (await crawl()).documents.get('start')?.text ?? ''
      expect(text).toMatch(/&lt;b&gt; &amp; \]\]&gt; .*quoted.* .*all.* ünï 🚀/)
    })

    test('spaces are namespaces, include and exclude name pages with slashes', async () => {
      expect((await crawl({ spaces: ['ops', 'hr'] })).paths.document).toEqual([
        'hr:pay_bands',
        'ops:bank_outage',
      ])
      const some = await crawl({ include: ['ops/**', 'hr/**'], exclude: ['hr/pay*'] })
      expect(some.paths.document).toEqual(['ops:bank_outage'])
    })

    test.each([
      [{ userewrite: 1 }, '/payments:retries'],
      [{ userewrite: 2 }, '/doku.php/payments:retries'],
      [{ userewrite: 1, useslash: 1 }, '/payments/retries'],
    ])('with %j its addresses are those that the wiki writes', async (settings, path) => {
      wiki.configure(settings)
      const { documents } = await crawl({ include: ['payments/**'] })
      expect(documents.get('payments:retries')?.url).toBe(`${wiki.url}${path}`)
    })
  })

  describe('a later crawl', () => {
    const listing = ['dokuwiki.login', 'dokuwiki.getPagelist', 'plugin.acl.listAcls']

    test('of an unchanged wiki asks for its list and its rules alone', async () => {
      const desk = sourceDesk(entryOf())
      await desk.crawl()
      wiki.log.clear()
      expect((await desk.crawl()).paths).toMatchObject({ document: [], unread: [], gone: [] })
      expect(calls()).toEqual(listing)
    })

    test('sees edits, moves, deletions and restrictions at once, and asks for nothing else', async () => {
      const desk = sourceDesk(entryOf())
      await wiki.author.put('ops:old', 'Turn it off.')
      await wiki.author.put('ops:queue', 'Two queues.')
      await wiki.author.put('ops:worker', 'Three workers.')
      await desk.crawl()
      wiki.log.clear()
      await wiki.author.put('ops:queue', 'Four queues.')
      await wiki.author.move('ops:worker', 'ops:workers')
      await wiki.author.delete('ops:old')
      wiki.setAcl([...acl, 'start @ALL 0', 'start @staff 1', 'ops:* @hr 1'])
      const { paths, all, whole } = await desk.crawl()
      expect([paths.document, whole]).toEqual([['ops:queue', 'ops:workers'], true])
      expect(paths.same).toEqual(['hr:pay_bands', 'ops:bank_outage', 'payments:retries', 'start'])
      const access = (path: string) =>
        all.flatMap((one) => (one.is === 'same' && one.path === path ? [one.access?.slice(1)] : []))
      expect(access('start')).toEqual([[['wiki/group:staff', 'wiki/user:crawler']]])
      expect(access('ops:bank_outage')).toEqual([
        [['wiki/group:hr', 'wiki/group:ops', 'wiki/user:crawler']],
      ])
      expect(new Set(textsAsked().map((call) => call.split(' ')[1]))).toEqual(
        new Set(['ops:queue', 'ops:workers']),
      )
      for (const id of ['ops:queue', 'ops:workers']) await wiki.author.delete(id)
    })
  })

  describe('who may read', () => {
    const anyReader: readonly Reader[] = [
      { user: '', groups: [] },
      { user: 'ana', groups: ['user', 'hr'] },
      { user: 'ben', groups: ['user', 'ops', 'sre'] },
    ]

    test('our reading of the rules is the wiki’s own', async () => {
      const scopes = ['*', 'hr:*', 'hr:pay:*', 'hr:pay:bands', 'start']
      const names = ['@ALL', '@user', '@hr', '@sre', 'ana', 'ben']
      const ours: unknown[] = []
      const theirs: unknown[] = []
      const drawn = fc.sample(
        fc.uniqueArray(
          fc.record({
            scope: fc.constantFrom(...scopes),
            who: fc.constantFrom(...names),
            right: fc.constantFrom(0, 1, 8),
          }),
          { minLength: 3, maxLength: 10, selector: ({ scope, who }) => `${scope} ${who}` },
        ),
        { numRuns: 6, seed: 4 },
      )
      for (const rules of drawn) {
        wiki.setAcl(rules.map(({ scope, who, right }) => `${scope} ${who} ${right}`))
        for (const id of ['hr:pay:bands', 'hr:pay:other', 'start'])
          for (const somebody of anyReader) {
            const { user, groups } = somebody
            theirs.push(await wiki.author.call('wiki.aclCheck', id, user ?? '', groups))
            ours.push(rightOf(id, user === '' ? { user: null, groups } : somebody, rules))
          }
      }
      expect(ours).toEqual(theirs)
      expect(new Set(theirs)).toEqual(new Set([0, 1, 8]))
    })

    test('to an account without the list of rules, what everybody is shown is open, and the rest its own', async () => {
      const { documents, paths } = await crawl({ credentials: asReader })
      expect(paths.document).toEqual(['ops:bank_outage', 'payments:retries', 'start'])
      expect(documents.get('ops:bank_outage')?.access.slice(1)).toEqual([['wiki/user:clerk']])
      expect(documents.get('start')?.access.slice(1)).toEqual([])
    })

    test('where nobody may ask without an account, nothing is open', async () => {
      wiki.configure({ remoteuser: '@ops,@admin' })
      const { documents } = await crawl({ credentials: asReader })
      expect(documents.get('start')?.access.slice(1)).toEqual([['wiki/user:clerk']])
      // Whoever is told the rules needs no comparison.
      const told = await crawl({ include: ['start'] })
      expect(told.documents.get('start')?.access.slice(1)).toEqual([])
    })

    test('nobody in particular is shown what is open, and asks for no more', async () => {
      const { documents, paths } = await crawl({ credentials: undefined })
      expect(paths.document).toEqual(['payments:retries', 'start'])
      expect(documents.get('start')?.access.slice(1)).toEqual([])
      expect(calls()).not.toContain('dokuwiki.login')
    })
  })

  describe('what goes wrong', () => {
    test.each([
      [
        'a wrong password',
        { user: 'crawler', password: 'guessed' },
        {},
        /check user and passwordFrom/,
      ],
      ['an account nobody knows', { user: 'nix', password: 'guessed' }, {}, /check user/],
      ['a token', { token: 'guessed' }, {}, /set both and no tokenFrom/],
      ['a user without a password', { user: 'crawler' }, {}, /passwordFrom; set both/],
      ['XML-RPC that is off', asSuperuser, { remote: 0 }, /XML-RPC is off; set remote to 1/],
      [
        'an account that may not ask',
        asReader,
        { remoteuser: '@admin' },
        /clerk call .* \(403\).*remoteuser/,
      ],
      [
        'nobody, where that is not allowed',
        undefined,
        { remoteuser: '@admin' },
        /\(401\); set user/,
      ],
    ])('%s is said in words', async (_, credentials, settings, words) => {
      wiki.configure(settings)
      await expect(crawl({ credentials })).rejects.toThrow(words)
      await expect(crawl({ credentials })).rejects.toMatchObject({ code: 'source.refused' })
      await expect(crawl({ credentials })).rejects.not.toThrow(/guessed|lantern|harbour/)
    })

    test('another place than the wiki’s root is named', async () => {
      await expect(crawl({ url: `${wiki.url}/wiki` })).rejects.toThrow(/doku\.php lies/)
    })

    test('one page that cannot be had costs no other', async () => {
      wiki.log.failNext(99, { status: 500 }, ({ body }) => /getPageHTML.*start/.test(body))
      const { paths, whole } = await crawl()
      expect([paths.unread, paths.document.length, whole]).toEqual([['start'], 3, true])
    })

    test('a page that went in between is gone', async () => {
      await wiki.author.put('ops:short', 'Here for now.')
      const desk = sourceDesk(entryOf({ include: ['ops/short'] }))
      const empty = `<methodResponse><params><param>${encoded('')}</param></params></methodResponse>`
      const nothing =
        '<methodResponse><params><param><value><struct/></value></param></params></methodResponse>'
      wiki.log.failNext(1, { status: 200, body: empty }, ({ body }) => body.includes('getPageHTML'))
      wiki.log.failNext(1, { status: 200, body: nothing }, ({ body }) =>
        body.includes('getPageInfo'),
      )
      expect((await desk.crawl()).paths.gone).toEqual(['ops:short'])
      await wiki.author.delete('ops:short')
    })

    test('a page without any words is a page all the same', async () => {
      await wiki.author.put('ops:blank', '~~NOTOC~~')
      expect((await crawl({ include: ['ops/blank'] })).paths.document).toEqual(['ops:blank'])
      await wiki.author.delete('ops:blank')
    })

    test('a wiki that dies half way loses nothing, and the next crawl goes on', async () => {
      const desk = sourceDesk(entryOf())
      await desk.crawl()
      wiki.log.failNext(99, 'cut midway', ({ body }) => body.includes('getPagelist'))
      await expect(desk.crawl()).rejects.toBeInstanceOf(PlumblineError)
      wiki.log.heal()
      expect((await desk.crawl()).paths).toMatchObject({ document: [], gone: [] })
    })

    test('more pages than may be are a fault that names the bound', async () => {
      await expect(crawl({ mostPages: 2 })).rejects.toThrow(
        /4 pages; only 2 were read \(mostPages\)/,
      )
    })
  })
})

describe('whatever a server answers', () => {
  const anyValue: fc.Arbitrary<RpcValue> = fc.letrec<{ value: RpcValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.array(tie('value')),
      fc.record(
        { id: tie('value'), rev: fc.integer(), size: fc.integer(), hash: tie('value') },
        { requiredKeys: [] },
      ),
    ),
  })).value

  test('is handed over or a fault of ours', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyValue, { minLength: 1, maxLength: 8 }), async (values) => {
        const texts = values.map(
          (value) =>
            `<methodResponse><params><param>${encoded(value)}</param></params></methodResponse>`,
        )
        const tools = toolsWith({ fetching: saying(texts) })
        const entry = { id: 'wiki', type: 'dokuwiki', url: 'https://wiki.acme.example' }
        try {
          for await (const { is } of documentsFrom(entry, tools)) expect(is).toBeTypeOf('string')
        } catch (error) {
          expect(error).toBeInstanceOf(PlumblineError)
        }
      }),
    )
  })
})
