import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseConfig } from '../config/config.ts'
import type { Finding } from '../domain/finding.ts'
import type { Instant } from '../domain/instant.ts'
import type { Progress } from '../domain/requests.ts'
import type { Decided } from '../evaluation/score-advice.ts'
import type { Prediction } from '../evaluation/score-drift.ts'
import { openGit } from '../git/git.ts'
import { openPlumbline, type Plumbline } from '../plumbline.ts'

/** A commit whose code advice is held to, and the documents that are indexed beside it. */
export interface CommitPlace {
  /** `owner/name` */
  readonly repository: string
  readonly folder: string
  readonly commit: string
  readonly paths: readonly string[]
}

/** A commit, indexed in a store of its own. */
export interface AdvisedCommit {
  /** What the checker says of the indexed documents. */
  readonly predictions: readonly Prediction[]
  /** The verdict on uncited advice, to somebody who may read the documents, and to somebody who has the code alone. */
  decide(advice: string): Promise<{ readonly withPage: Decided; readonly codeAlone: Decided }>
  close(): Promise<void>
}

const source = 'documents'
const [reader, stranger] = ['reader', 'stranger'] as const

/** Indexes documents of a commit with its code, on the day of the commit. Progress tells of surveys. */
export async function openAdvisedCommit(
  place: CommitPlace,
  cacheFolder: string,
  progress?: Progress,
): Promise<AdvisedCommit> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-advice-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const plumbline = await openPlumbline({ ...(await configOf(place, folder)), cacheFolder })
    const close = () => plumbline.close().finally(remove)
    try {
      return { ...(await indexed(plumbline, place, progress)), close }
    } catch (fault) {
      await plumbline.close()
      throw fault
    }
  } catch (fault) {
    await remove()
    throw fault
  }
}

/** A hidden page is as if it were not there, so one store serves both readers. */
async function configOf({ repository, folder, commit, paths }: CommitPlace, data: string) {
  const id = (repository.split('/').at(-1) ?? repository).replaceAll(/[^\w.-]/g, '-')
  const agent = { kind: 'agent', scopes: ['agent'] }
  const settings = {
    clock: await dayOf(folder, commit),
    repositories: [{ id, path: folder, revision: commit }],
    sources: [
      {
        ...{ id: source, type: 'markdown-folder', repository: id, include: paths },
        access: ['group:readers'],
      },
    ],
    principals: [
      { ...agent, id: reader, groups: ['group:everyone', 'group:readers'] },
      { ...agent, id: stranger },
    ],
  }
  const environment = { config: null, data, port: null, color: null }
  return parseConfig(JSON.stringify(settings), join(data, 'plumbline.yaml'), environment)
}

/** Advice is judged as on the day of its commit: a page that was young then had not grown old. */
async function dayOf(folder: string, commit: string): Promise<Instant> {
  const git = await openGit(folder)
  try {
    const { date } = await git.commit(await git.resolve(commit))
    return date ?? new Date().toISOString()
  } finally {
    await git.close()
  }
}

async function indexed(
  plumbline: Plumbline,
  { repository, commit }: CommitPlace,
  progress?: Progress,
): Promise<Omit<AdvisedCommit, 'close'>> {
  await plumbline.index(progress)
  const [page, bare] = [await plumbline.principal(reader), await plumbline.principal(stranger)]
  const decide = async (text: string, principal: typeof page): Promise<Decided> => {
    const { verdict } = await plumbline.verify({ advice: { text } }, principal)
    return {
      decision: verdict.decision,
      reasons: verdict.reasons.map(({ code, decision, message }) => ({ code, decision, message })),
    }
  }
  const findings = await accusationsOf(plumbline, page)
  return {
    predictions: findings.map((finding) => ({
      ...{ repository, commit, finding },
      path: finding.claim.page.slice(source.length + 1),
    })),
    decide: async (advice) => ({
      withPage: await decide(advice, page),
      codeAlone: await decide(advice, bare),
    }),
  }
}

/** Everything that code contradicts of the documents. */
async function accusationsOf(
  plumbline: Plumbline,
  principal: Parameters<Plumbline['findings']>[1],
): Promise<readonly Finding[]> {
  const found: Finding[] = []
  for (const status of ['contradicted', 'moved'] as const) {
    let cursor: string | undefined
    do {
      const filter = { status, limit: 200, ...(cursor === undefined ? {} : { cursor }) }
      const { items, next } = await plumbline.findings(filter, principal)
      found.push(...items)
      cursor = next ?? undefined
    } while (cursor !== undefined)
  }
  return found
}
