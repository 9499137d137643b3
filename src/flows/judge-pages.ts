import type { Assessment } from '../domain/assessment.ts'
import type { ClaimKind } from '../domain/claim.ts'
import type { Finding } from '../domain/finding.ts'
import type { Page } from '../domain/page.ts'
import type { Passage } from '../domain/passage.ts'
import type { Progress } from '../domain/requests.ts'
import type { Store } from '../store/store.ts'
import { sha256OfValue } from '../values/digests.ts'
import { grouped } from '../values/grouped.ts'
import { checkClaims, type ReadPage } from './check-claims.ts'
import { withoutDemoted } from './rules.ts'
import { storedPages } from './stored-pages.ts'
import type { SurveyedRepository } from './survey-code.ts'

/** What judging all pages needs. */
export interface JudgingDesk {
  readonly store: Store
  readonly repositories: readonly SurveyedRepository[]
  /** Repositories that a source is configured to speak of. */
  aboutOf(source: string): readonly string[]
  /** Kinds of claim whose contradictions count for nothing just now. */
  readonly demoted: ReadonlySet<ClaimKind>
  /** Changes when the checks do, so that everything is judged again. */
  readonly version: string
}

/** Judges every page whose text, dates, surroundings or surveys changed since it was last judged. */
export async function judgePages(desk: JudgingDesk, progress?: Progress): Promise<void> {
  const { store } = desk
  const stamps = await store.assessments.stamps()
  const pages = (await allPages(store)).filter((page) => page.times.gone === null)
  const due = pages.filter((page) => stamps.get(page.id) !== stampOf(page, desk))
  const read = await storedPages(due, desk)
  const isDue = new Set(due)
  const others = due.length === 0 ? [] : pages.filter((page) => !isDue.has(page))
  const library = await Promise.all(
    others
      .filter(({ home }) => home !== null)
      .map(async (page) => ({ page, passages: await store.passages.ofPage(page.id) })),
  )
  const found = await checkClaims(read, desk.repositories, progress, [...read, ...library])
  const ofPages = grouped(found.map(withoutDemoted(desk.demoted)), ({ claim }) => claim.page)
  for (const [index, one] of read.entries()) {
    const findings = ofPages.get(one.page.id) ?? []
    await store.findings.replace({ page: one.page.id }, findings)
    await store.assessments.put(await assess(one, findings, desk))
    progress?.({ work: 'check', what: 'pages', done: index + 1, total: read.length })
  }
}

async function allPages(store: Store): Promise<Page[]> {
  const pages: Page[] = []
  let after: string | undefined
  do {
    const part = await store.pages.list({ limit: 500, ...(after ? { after } : {}) })
    pages.push(...part.pages)
    after = part.next ?? undefined
  } while (after !== undefined)
  return pages
}

const stampOf = (page: Page, { repositories, version, aboutOf }: JudgingDesk): string =>
  sha256OfValue([
    version,
    page.sha256,
    page.genre,
    page.about,
    page.home,
    aboutOf(page.source),
    page.times.created,
    page.times.contentChanged,
    repositories.map(({ id, survey }) => [id, survey.commit]),
  ])

async function assess(
  { page, passages }: ReadPage,
  findings: readonly Finding[],
  desk: JudgingDesk,
): Promise<Assessment> {
  const scope = [...new Set(findings.flatMap(({ repositories }) => repositories))]
  const inScope = desk.repositories.filter(({ id }) => scope.includes(id))
  const behind = await Promise.all(
    passages.map(
      async (passage) =>
        [passage.id, await commitsBehind(page, passage, findings, inScope)] as const,
    ),
  )
  return {
    page: page.id,
    stamp: stampOf(page, desk),
    scope,
    surveys: inScope.map(({ id, survey }) => ({ repository: id, commit: survey.commit })),
    commitsBehind: Object.fromEntries(behind),
  }
}

/** Commits since the page changed that touched files which the passage speaks of. */
async function commitsBehind(
  page: Page,
  passage: Passage,
  findings: readonly Finding[],
  repositories: readonly SurveyedRepository[],
): Promise<number | null> {
  const since = passage.changed ?? page.times.contentChanged ?? page.times.modified
  if (since === null) return null
  const files = findings
    .filter(({ claim }) => claim.passage === passage.id)
    .flatMap(({ judgement }) => (judgement.status === 'unknown' ? [] : judgement.evidence))
    .flatMap((evidence) => (evidence.in === 'code' ? [evidence] : []))
  if (files.length === 0) return null
  const counts = await Promise.all(
    repositories.map(({ id, history }) => {
      const paths = [
        ...new Set(files.filter(({ repository }) => repository === id).map(({ path }) => path)),
      ]
      return paths.length === 0 ? 0 : history.changesSince(since.at, paths)
    }),
  )
  return counts.some((count) => count === null)
    ? null
    : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)
}
