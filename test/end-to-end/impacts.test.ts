import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { checkChange } from '../../src/check-folders.ts'
import { besideChange } from '../../src/cli/beside-change.ts'
import { plumblineAt } from '../../src/client/http.ts'
import { emptyConfig } from '../../src/config/config.ts'
import type { CodeChange } from '../../src/domain/code-change.ts'
import type { Impact } from '../../src/domain/impact.ts'
import { type NoticesCompany, startNotices, textOf } from '../support/notices.ts'
import { rightTimeout, runbook } from '../support/quay.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'

let company: NoticesCompany
const data = newFolder()
const config = emptyConfig({ config: null, port: null, color: null, data })
const request = (revision: string) => ({
  ...{ documents: [], repositories: [company.quay.repository.directory] },
  ...{ revision, since: 'main' },
})

/** Commits a file on a branch of its own, beside main. */
async function branchWith(branch: string, file: string, text: string): Promise<void> {
  const { git, directory } = company.quay.repository
  await git('checkout', '--quiet', '-b', branch, 'main')
  await writeFile(join(directory, file), text)
  await git('add', '--all')
  await git('commit', '--quiet', '--message', `The work of ${branch}`)
  await git('checkout', '--quiet', 'main')
}

const changeOn = async (branch: string): Promise<CodeChange> =>
  (await checkChange(request(branch), config)).code('quay')

const told = async (person: string, change: CodeChange) => {
  const { plumbline } = company.quay
  const { impacts, sources } = await plumbline.impacts(change, await plumbline.principal(person))
  return {
    claims: impacts.map(({ page, subject, status, after }: Impact) =>
      [page.id, subject, status, after].join(' '),
    ),
    sources: sources.map(({ source, pages, owners }) => `${source} ${pages} ${owners}`),
  }
}

beforeAll(async () => {
  company = await startNotices()
  const { quay } = company
  const says = (title: string, ...statements: readonly string[]) =>
    runbook({ owner: 'ana', title }, ...statements)
  await quay.write('runbooks/mooring.md', says('Mooring', rightTimeout))
  await quay.write('runbooks/cranes-now.md', says('Cranes now', '`CRANE_RETRIES` defaults to `3`.'))
  await quay.write('vault/mooring.md', says('Secret mooring', rightTimeout))
  await quay.plumbline.index()
  await company.arrived()
  await branchWith(
    'slower',
    'src/config.ts',
    `export const timeout = process.env.BERTH_TIMEOUT ?? '9s'\nexport const retries = process.env.CRANE_RETRIES ?? '3'\n`,
  )
  await branchWith(
    'without-retries',
    'src/config.ts',
    `export const timeout = process.env.BERTH_TIMEOUT ?? '5s'\n`,
  )
  await branchWith(
    'read-elsewhere',
    'src/more.ts',
    `export const again = process.env.CRANE_RETRIES ?? '3'\n`,
  )
  await branchWith('renamed', 'src/config.ts', renamed)
}, 120_000)
afterAll(async () => {
  await company?.stop()
  removeFolder(data)
})

const renamed = `export const timeout = process.env.MOORING_TIMEOUT ?? '5s'\nexport const retries = process.env.CRANE_RETRIES ?? '3'\n`

describe('what a change makes false elsewhere', () => {
  test('is a value that agreed with the code until now', async () => {
    expect(await told('dora', await changeOn('slower'))).toEqual({
      claims: ['runbooks:mooring.md BERTH_TIMEOUT contradicted 9s'],
      sources: ['runbooks 1 ana'],
    })
  })

  test('is a name that stands nowhere any more, on a page that was wrong about its value, too', async () => {
    const { claims } = await told('dora', await changeOn('without-retries'))
    expect(claims).toEqual([
      'runbooks:cranes-now.md CRANE_RETRIES contradicted ',
      'runbooks:cranes.md CRANE_RETRIES contradicted ',
    ])
  })

  test('tells the new name of a variable that only got another, as what came with it', async () => {
    const change = await changeOn('renamed')
    const { plumbline } = company.quay
    const { impacts } = await plumbline.impacts(change, await plumbline.principal('dora'))
    expect(impacts.map(({ subject }) => subject)).toContain('BERTH_TIMEOUT')
    expect(impacts[0]?.because).toContain('MOORING_TIMEOUT')
  })

  test('is nothing where a name is only read once more', async () => {
    expect((await told('dora', await changeOn('read-elsewhere'))).claims).toEqual([])
  })

  test('is nothing where the name still stands in code', async () => {
    const change = await changeOn('without-retries')
    const words = change.words.map((word) => ({ ...word, files: 1 }))
    expect((await told('dora', { ...change, words })).claims).toEqual([])
    expect((await told('dora', { ...change, words: [] })).claims).toEqual([])
  })

  test('says what the code says now, and where', async () => {
    const { plumbline } = company.quay
    const change = await changeOn('slower')
    const [found] = (await plumbline.impacts(change, await plumbline.principal('dora'))).impacts
    expect(found).toMatchObject({
      now: { value: '5s', evidence: [{ path: 'src/config.ts', line: 1 }] },
      claimed: '5s',
      quote: rightTimeout,
      suggestion: { old: rightTimeout, new: rightTimeout.replace('5s', '9s') },
      page: { title: 'Mooring', source: 'runbooks', owner: 'ana', genre: 'runbook' },
    })
  })

  test('is told by the survey there is, which may be of another commit', async () => {
    const { plumbline } = company.quay
    const change = await changeOn('slower')
    const base = 'f'.repeat(40)
    const { surveyedCommit, impacts } = await plumbline.impacts(
      { ...change, base },
      await plumbline.principal('dora'),
    )
    expect([surveyedCommit, impacts.length]).toEqual([change.base, 1])
  })
})

describe('what a reader may not read', () => {
  test('is not told of, and not counted', async () => {
    const change = await changeOn('slower')
    expect((await told('kim', change)).claims).toEqual([
      'runbooks:mooring.md BERTH_TIMEOUT contradicted 9s',
      'vault:mooring.md BERTH_TIMEOUT contradicted 9s',
    ])
    await expect(told('joe', change)).rejects.toMatchObject({ code: 'input.not-found' })
  })

  test.each(['customs', 'acme/customs', 'https://git.example/acme/customs.git', 'payroll'])(
    'is a repository that is not there: %s',
    async (repository) => {
      const change = { ...(await changeOn('slower')), repository }
      const { plumbline } = company.quay
      await expect(
        plumbline.impacts(change, await plumbline.principal('dora')),
      ).rejects.toMatchObject({
        code: 'input.not-found',
        message: `there is no repository ${repository}`,
      })
    },
  )
})

describe('from the command line', () => {
  const ask = async (options: { readonly server?: string }, key?: string) => {
    vi.stubEnv('PLUMBLINE_KEY', key)
    vi.stubEnv('PLUMBLINE_URL', undefined)
    const asked = request('slower')
    const checked = checkChange(asked, config)
    return besideChange(asked, { ...options, knownAs: 'quay' }, config, checked).finally(() =>
      vi.unstubAllEnvs(),
    )
  }

  test('a server is asked in the name of a key', async () => {
    const { elsewhere } = await ask(
      { server: company.quay.address },
      await company.quay.key('dora'),
    )
    expect(elsewhere).toMatchObject({
      is: 'looked',
      impacts: { repository: 'quay', impacts: [{ page: { id: 'runbooks:mooring.md' } }] },
    })
  })

  test.each([
    ['that does not answer', 'http://127.0.0.1:9', 'plk_somebody', 'cannot be reached'],
    ['for which there is no key', 'http://127.0.0.1:9', undefined, 'PLUMBLINE_KEY'],
    ['that knows no such key', null, 'plk_somebody', 'key'],
  ])('a server %s is told of, and no fault', async (_, server, key, because) => {
    const { elsewhere } = await ask({ server: server ?? company.quay.address }, key)
    expect(elsewhere).toEqual({
      is: 'not-looked',
      because: expect.stringContaining(because),
    })
  })

  test('nobody is asked where no server is configured', async () => {
    expect((await ask({})).elsewhere).toBeNull()
  })
})

// The last one: it changes what everything above rests on.
test('once the change has come, the survey opens a report about just these pages, and whoever owns them is told', async () => {
  const { quay } = company
  const { plumbline } = quay
  const change = await changeOn('slower')
  const client = plumblineAt({ url: quay.address, key: await quay.key('dora') })
  const foretold = (await client.impacts(change)).impacts.map(({ page, finding }) => [
    page.id,
    finding,
  ])
  const reader = await plumbline.principal('dora')
  const openReports = async () => {
    const { items } = await plumbline.reports({ limit: 200 }, reader)
    return items.flatMap(({ page, items: found }) => found.map(({ finding }) => [page.id, finding]))
  }
  const before = await openReports()
  await quay.repository.git('merge', '--quiet', '--ff-only', 'slower')
  await plumbline.survey([])
  const known = new Set(before.map((one) => one.join()))
  expect((await openReports()).filter((one) => !known.has(one.join()))).toEqual(foretold)
  await plumbline.ask({ query: 'default of BERTH_TIMEOUT for Mooring' }, reader)
  quay.pass(8 * 24 * 60)
  const mails = await company.arrived()
  const [mail] = mails.filter(({ to }) => to.includes('ana@harbour.example'))
  expect(textOf(mail)).toContain('Mooring')
})
