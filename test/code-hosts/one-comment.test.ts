import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keepComment } from '../../src/commenting.ts'
import { readRunEnvironment } from '../../src/config/environment.ts'
import { type CodeHost, gitHub, gitLab, type HostSetup } from '../support/code-host.ts'
import { type StubReply, stubServer } from '../support/stub-server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const token = 'secret-token'
const text = '<!-- plumbline -->\nThis change makes 1 claim wrong.\n'
const bot = 'github-actions[bot]'
const lastCommit = 'b'.repeat(40)

/** The file of an event, and its path. */
const eventFile = (event: object): string => {
  const file = join(temporaryFolder(), 'event.json')
  writeFileSync(file, JSON.stringify(event))
  return file
}

const pullRequest = (from = 'shop/web', author = 'ada') => ({
  pull_request: {
    number: 7,
    user: { login: author },
    head: { sha: lastCommit, repo: from === '' ? null : { full_name: from } },
    base: { repo: { full_name: 'shop/web' } },
  },
})

interface Place {
  readonly name: string
  readonly start: (setup: HostSetup) => Promise<CodeHost>
  readonly self: string
  readonly other: string
  readonly environment: (url: string) => NodeJS.ProcessEnv
  readonly permission: string
}

const places: readonly Place[] = [
  {
    name: 'GitHub',
    start: gitHub,
    self: bot,
    other: 'ada',
    environment: (url) => ({
      GITHUB_REPOSITORY: 'shop/web',
      GITHUB_EVENT_PATH: eventFile(pullRequest()),
      GITHUB_API_URL: url,
      GITHUB_GRAPHQL_URL: `${url}/graphql`,
      GITHUB_TOKEN: token,
    }),
    permission: 'pull-requests: write',
  },
  {
    name: 'GitLab',
    start: gitLab,
    self: '9',
    other: '3',
    environment: (url) => ({
      CI_API_V4_URL: `${url}/api/v4`,
      CI_PROJECT_ID: '42',
      CI_MERGE_REQUEST_IID: '7',
      GITLAB_TOKEN: token,
    }),
    permission: 'scope `api`',
  },
]

const keep = async (environment: NodeJS.ProcessEnv, what = text) => {
  const outcome = await keepComment({ text: what, review: null }, readRunEnvironment(environment))
  return outcome.is === 'nowhere' ? outcome : { is: outcome.is }
}

describe.each(places)('$name', ({ start, self, other, environment, permission }) => {
  const tokens = { [token]: { author: self, mayWrite: true } }

  test('two runs leave one comment, and the second changes nothing', async () => {
    const host = await start({ tokens })
    expect(await keep(environment(host.url))).toEqual({ is: 'posted' })
    expect(await keep(environment(host.url))).toEqual({ is: 'unchanged' })
    expect(host.comments).toEqual([{ author: self, body: text }])
    expect(host.changes).toHaveLength(1)
  })

  test('another text edits the comment, on whatever page it stands', async () => {
    const comments = Array.from({ length: 250 }, (_, index) => ({
      author: other,
      body: `comment ${index}`,
    }))
    const host = await start({ tokens, comments })
    await keep(environment(host.url))
    const later = `${text}Nothing any more.\n`
    expect(await keep(environment(host.url), later)).toEqual({ is: 'updated' })
    expect(host.comments).toEqual([...comments, { author: self, body: later }])
  })

  test("nobody else's comment is touched, whatever it begins with", async () => {
    const comments = [
      { author: other, body: text },
      { author: self, body: `> ${text}` },
    ]
    const host = await start({ tokens, comments })
    expect(await keep(environment(host.url), 'Something else.')).toEqual({ is: 'posted' })
    expect(host.comments).toEqual([
      ...comments,
      { author: self, body: '<!-- plumbline -->\nSomething else.' },
    ])
  })

  test('a comment that the host kept with other ends of lines says the same', async () => {
    const body = text.replaceAll('\n', '\r\n').trimEnd()
    const host = await start({ tokens, comments: [{ author: self, body }] })
    expect(await keep(environment(host.url))).toEqual({ is: 'unchanged' })
  })

  test('where nothing was found, only an earlier comment is told so', async () => {
    const host = await start({ tokens })
    const nothing = '<!-- plumbline -->\n<!-- nothing to tell -->\n\nNothing is wrong.\n'
    expect(await keep(environment(host.url), nothing)).toEqual({ is: 'none' })
    await keep(environment(host.url))
    expect(await keep(environment(host.url), nothing)).toEqual({ is: 'updated' })
    expect(host.comments).toHaveLength(1)
  })

  test('a token that may not write is told what it lacks, and is not printed', async () => {
    const host = await start({ tokens: { [token]: { author: self, mayWrite: false } } })
    const fault = await keep(environment(host.url)).catch((error: unknown) => error)
    expect(fault).toMatchObject({
      code: 'host.not-permitted',
      message: expect.stringContaining(permission),
    })
    expect(String(fault)).not.toContain(token)
  })

  test.each([
    [{}, 'is none, or is not valid any more'],
    [{ GITHUB_TOKEN: '', GITLAB_TOKEN: '' }, 'is not set'],
  ])('a token that is none is said to be none: %o', async (unset, words) => {
    const host = await start({ tokens: {} })
    await expect(keep({ ...environment(host.url), ...unset })).rejects.toMatchObject({
      code: 'host.not-permitted',
      message: expect.stringContaining(words),
    })
  })

  test('a host that is busy or broken for a moment is asked again', async () => {
    const moment = (status: number): StubReply => ({
      status,
      headers: { 'retry-after': '0' },
      body: '',
    })
    const host = await start({
      tokens,
      before: ({ method }, count) =>
        count === 1 ? moment(503) : method === 'POST' && count === 3 ? moment(429) : null,
    })
    expect(await keep(environment(host.url))).toEqual({ is: 'posted' })
    expect(host.comments).toHaveLength(1)
  })

  test('what makes a comment is not sent twice where the host broke over it', async () => {
    const host = await start({
      tokens,
      before: ({ method, path }) =>
        method === 'POST' && path !== '/graphql' ? { status: 502, body: '' } : null,
    })
    await expect(keep(environment(host.url))).rejects.toMatchObject({ code: 'host.failed' })
    expect(host.requests.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  test.each([
    ['a redirect', (url: string) => ({ status: 301, headers: { location: url }, body: '' })],
    [
      'a next page',
      (url: string) => ({
        headers: { 'content-type': 'application/json', link: `<${url}>; rel="next"` },
        body: '[]',
      }),
    ],
  ])('%s to another host is not followed', async (_, reply) => {
    const elsewhere = await stubServer(() => ({ body: '[]' }))
    const host = await start({ tokens, before: () => reply(`${elsewhere.url}/comments`) })
    await expect(keep(environment(host.url))).rejects.toMatchObject({
      code: 'host.failed',
      message: expect.stringContaining('the token is not sent there'),
    })
    expect(elsewhere.requests).toEqual([])
  })

  test.each([
    ['no JSON', { body: '<html>' }],
    ['another shape', { headers: { 'content-type': 'application/json' }, body: '{"a":1}' }],
  ])('an answer that is %s is a fault', async (_, reply) => {
    const host = await start({ tokens, before: () => reply })
    await expect(keep(environment(host.url))).rejects.toMatchObject({ code: 'host.failed' })
  })

  test('a text that is longer than a comment is not sent', async () => {
    const host = await start({ tokens })
    const what = 'a'.repeat(1_000_001)
    await expect(keep(environment(host.url), what)).rejects.toMatchObject({
      code: 'input.invalid',
    })
    expect(host.requests).toEqual([])
  })
})

describe('who only reads', () => {
  const tokens = { [token]: { author: bot, mayWrite: false } }

  test.each([
    ['a fork', pullRequest('eve/web'), 'a fork'],
    ['a fork that is gone', pullRequest(''), 'a fork'],
    ['Dependabot', pullRequest('shop/web', 'dependabot[bot]'), 'Dependabot'],
  ])('for a pull request of %s nothing is posted, and it is said why', async (_, event, words) => {
    const host = await gitHub({ tokens })
    const environment = {
      ...places[0]?.environment(host.url),
      GITHUB_EVENT_PATH: eventFile(event),
    }
    expect(await keep(environment)).toEqual({
      is: 'nowhere',
      because: expect.stringContaining(words),
    })
  })

  test('a fork whose token may write gets its comment', async () => {
    const host = await gitHub({ tokens: { [token]: { author: bot, mayWrite: true } } })
    const environment = {
      ...places[0]?.environment(host.url),
      GITHUB_EVENT_PATH: eventFile(pullRequest('eve/web')),
    }
    expect(await keep(environment)).toEqual({ is: 'posted' })
  })
})

describe('edits on lines', () => {
  const tokens = { [token]: { author: bot, mayWrite: true } }
  const edit = (finding: string, path = 'docs/guide.md', line = 3) => ({
    ...{ path, line, side: 'RIGHT' },
    body: `<!-- plumbline ${finding} -->\n\nIt is gone.`,
  })
  const review = (comments: readonly object[], commit = lastCommit) =>
    JSON.stringify({ commit_id: commit, event: 'COMMENT', body: 'Edits.', comments })
  const suggest = (url: string, text: string) =>
    keepComment(
      { text: '<!-- plumbline -->\nWrong.', review: text },
      readRunEnvironment(places[0]?.environment(url)),
    )

  test('are suggested once, and not again where they stand already', async () => {
    const host = await gitHub({ tokens })
    const both = review([edit('fnd_1'), edit('fnd_2')])
    expect(await suggest(host.url, review([edit('fnd_1')]))).toMatchObject({ suggested: 1 })
    expect(await suggest(host.url, both)).toMatchObject({ is: 'unchanged', suggested: 1 })
    expect(await suggest(host.url, both)).toMatchObject({ suggested: 0 })
    expect(host.reviewed.map(({ body }) => body.slice(15, 20))).toEqual(['fnd_1', 'fnd_2'])
  })

  test("are suggested beside somebody else's that say the same", async () => {
    const host = await gitHub({ tokens, reviewed: [{ author: 'ada', ...edit('fnd_1') }] })
    expect(await suggest(host.url, review([edit('fnd_1')]))).toMatchObject({ suggested: 1 })
  })

  test('are none where there are none, and nobody is asked', async () => {
    const host = await gitHub({ tokens })
    expect(await suggest(host.url, review([]))).toMatchObject({ suggested: 0 })
    expect(host.requests.filter(({ path }) => path.includes('/pulls/'))).toEqual([])
  })

  test.each([
    ['of another commit', review([edit('fnd_1')], 'c'.repeat(40))],
    ['that is none', '{}'],
  ])('of a review %s are refused', async (_, text) => {
    const host = await gitHub({ tokens })
    await expect(suggest(host.url, text)).rejects.toMatchObject({ code: 'input.invalid' })
    expect(host.reviewed).toEqual([])
  })

  test('are not for GitLab', async () => {
    const environment = readRunEnvironment(places[1]?.environment('http://127.0.0.1:9'))
    await expect(keepComment({ text, review: review([]) }, environment)).rejects.toMatchObject({
      code: 'input.invalid',
    })
  })
})

test.each([
  [
    'a push at GitHub',
    () => ({ GITHUB_REPOSITORY: 'shop/web', GITHUB_EVENT_PATH: eventFile({ before: 'a' }) }),
  ],
  ['a branch at GitLab', () => ({ CI_API_V4_URL: 'http://127.0.0.1:9', CI_PROJECT_ID: '42' })],
])('a run for %s has nobody to tell', async (_, environment) => {
  expect(await keep(environment())).toMatchObject({ is: 'nowhere' })
})

test('outside of runs it is said where comments are kept', async () => {
  await expect(keep({})).rejects.toMatchObject({
    code: 'input.invalid',
    message: expect.stringContaining('GitHub Actions and GitLab CI'),
  })
})
