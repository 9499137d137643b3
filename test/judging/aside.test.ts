import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Config, parseConfig } from '../../src/config/config.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { VerifyRequest } from '../../src/domain/requests.ts'
import type { Verdict } from '../../src/domain/verdict.ts'
import type { Plumbline } from '../../src/plumbline.ts'
import { questions } from '../acme/rows.ts'
import { makeCompany } from '../faults/company.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'
import { builtProgram } from '../support/program.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'

// Only what is compiled can start threads.
interface Compiled {
  openPlumbline(config: Config): Promise<Plumbline>
  judgingAside: typeof import('../../src/judging/aside.ts').judgingAside
  demonstration: typeof import('../../src/demonstration.ts').demonstration
}

const compiled = async (): Promise<Compiled> => {
  const build = await builtProgram()
  const part = (name: string) => import(pathToFileURL(join(build, 'src', name)).href)
  const parts = ['plumbline.js', 'judging/aside.js', 'demonstration.js'].map(part)
  return Object.assign({}, ...(await Promise.all(parts)))
}

/** What a thread says, as soon as one is up to date. */
async function aside<Told>(ask: () => Promise<Told | null>): Promise<Told> {
  const told = await vi.waitFor(
    async () => {
      // What it refuses is told, and not asked again.
      const [settled] = await Promise.allSettled([ask()])
      expect(settled).not.toMatchObject({ value: null })
      return settled
    },
    { timeout: 50_000 },
  )
  if (told.status === 'rejected') throw told.reason
  if (told.value === null) throw new Error('no thread is up to date')
  return told.value
}

const limitOf = (limit: number) =>
  `export const limit = Number(process.env.WARP_LIMIT ?? ${limit})\n`

const environmentIn = (data: string) => ({ config: null, port: null, color: null, data })

const folder = newFolder()
let program: Compiled
let shop: TestRepository

beforeAll(async () => {
  program = await compiled()
  shop = await gitRepository([
    { files: { 'src/limits.ts': limitOf(7) } },
    { files: { 'src/limits.ts': limitOf(9) }, branch: 'later' },
    { branch: 'main', files: { 'README.md': '# Shop\n' } },
  ])
}, 120_000)

afterAll(async () => {
  await shop?.remove()
  removeFolder(folder)
})

describe.runIf(availableParallelism() > 1)('a thread that judges', () => {
  test('says of the demonstration what the thread that listens says', async () => {
    const { config } = await program.demonstration(environmentIn(join(folder, 'acme')))
    const plumbline = await program.openPlumbline(config)
    await plumbline.index()
    const threads = program.judgingAside(config, 1)
    threads.follow()
    const now = plumbline.now()
    const codesOf = (verdict: Verdict) => verdict.reasons.map(({ code }) => code)
    for (const { id, ask, verify, intent, as } of questions) {
      const reader = await plumbline.principal(as)
      if (reader === null) throw new Error(`there is no ${as}`)
      const more = intent ? { intent } : {}
      if (ask !== undefined) {
        const request = { query: ask, ...more }
        const { draft } = await aside(() => threads.answer(request, reader, now))
        const { id: _, query, answeredAt, receipt, ...here } = await plumbline.ask(request, reader)
        expect(here, id).toEqual(draft)
      }
      if (verify !== undefined) {
        const request: VerifyRequest = { ...verify, ...more, mode: 'report' }
        const { draft } = await aside(() => threads.judge(request, reader, now))
        const { statements, citations, counts, action, verdict } = draft
        const here = await plumbline.verify(request, reader)
        expect(here, id).toMatchObject({ statements, citations, counts, action })
        expect(here.verdict.decision, id).toBe(verdict.decision)
        expect(codesOf(here.verdict), id).toEqual(codesOf(verdict))
      }
    }
    await threads.end()
    await plumbline.close()
  })

  test('follows code and policy, tells faults, and judges nothing any more once it is ended', async () => {
    const company = makeCompany(folder, shop.directory, 'policy: policy.yaml\n')
    const policy = join(folder, 'policy.yaml')
    writeFileSync(policy, 'version: 1\nname: shop\nbase: default\n')
    const config = parseConfig(company.yaml, company.file, environmentIn(company.data))
    const plumbline = await program.openPlumbline(config)
    await plumbline.index()
    const reader = await plumbline.principal('agent-shop')
    if (reader === null) throw new Error('there is no agent')
    const threads = program.judgingAside(config, 1)
    const judged = (request: VerifyRequest) =>
      aside(() => threads.judge(request, reader, plumbline.now()))
    const seven: VerifyRequest = { advice: { text: 'The default of `WARP_LIMIT` is 7.' } }
    expect(await threads.judge(seven, reader, plumbline.now())).toBeNull()
    threads.follow()
    const before = await judged(seven)
    expect(before.draft.statements).toMatchObject([{ support: 'supported' }])

    // What comes in when much waits is taken up where it came in; the more is taken up there, the more may wait.
    const crowd = () =>
      Promise.all(Array.from({ length: 12 }, () => threads.judge(seven, reader, plumbline.now())))
    const told = (all: Awaited<ReturnType<typeof crowd>>) => all.filter((one) => one !== null)
    expect(told(await crowd())).toHaveLength(4)
    expect(told(await threads.here(crowd))).toHaveLength(8)

    await shop.git('checkout', '--quiet', 'later')
    await plumbline.survey([])
    threads.follow()
    expect((await judged(seven)).draft.statements).toMatchObject([{ support: 'contradicted' }])

    writeFileSync(policy, 'version: 1\nname: shop\nbase: default\nclasses:\n  D0: block\n')
    const listing = await judged({ action: { command: 'ls' } })
    expect(listing.draft.verdict.decision).toBe('block')
    expect(listing.policy).not.toBe(before.policy)

    const both = { action: { command: 'ls', diff: 'diff --git a/a b/a' } }
    await expect(judged(both)).rejects.toMatchObject({ code: 'input.invalid' })

    await threads.end()
    expect(await threads.judge(seven, reader, plumbline.now())).toBeNull()
    await plumbline.close()
  })
})

test('where no thread can start, nothing is judged aside', async () => {
  const { judgingAside } = await import('../../src/judging/aside.ts')
  const config = parseConfig('{}', join(folder, 'plumbline.yaml'), environmentIn(folder))
  const threads = judgingAside(config, 2)
  threads.follow()
  const nobody: Principal = {
    ...{ id: 'agent', kind: 'agent', scopes: ['agent'], groups: [], environments: [] },
  }
  expect(await threads.judge({}, nobody, '2026-11-01T09:00:00.000Z')).toBeNull()
  await threads.end()
})
