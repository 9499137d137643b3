import { isClaimKind } from '../checks/index.ts'
import type { Answer, Verification } from '../domain/answer.ts'
import type { Finding } from '../domain/finding.ts'
import type { Plumbline } from '../domain/plumbline.ts'
import { mayRead, mayReadAll, type Principal } from '../domain/principal.ts'
import type { Health, VectorsView } from '../domain/requests.ts'
import { placeOf } from '../store/findings.ts'
import type { Store } from '../store/store.ts'
import { findingFor } from './disclose.ts'
import type { Repositories } from './open-repositories.ts'
import { readableFindings } from './readable-findings.ts'
import { receiptStatusFor, type StatusDesk } from './receipt-status.ts'
import { repositoriesOf } from './seal.ts'

/** What looking things up needs. */
export interface LibraryDesk extends StatusDesk {
  readonly store: Store
  readonly repositories: Repositories
  readonly version: string
  nearness(): VectorsView['state']
  /** The policy as it is now. */
  policy(): Promise<Health['policy']>
}

type Library = Pick<
  Plumbline,
  | 'answer'
  | 'provenance'
  | 'verification'
  | 'lastAnswers'
  | 'pages'
  | 'page'
  | 'findings'
  | 'finding'
  | 'receipt'
  | 'receiptStatus'
  | 'health'
>

/** Everything that was ever indexed, judged, answered or signed, as each reader may see it. */
export function library(desk: LibraryDesk): Library {
  return { ...pagesOf(desk), ...findingsOf(desk), ...recordsOf(desk), health: () => healthOf(desk) }
}

/** Findings on readable pages, without the code and the other pages that the reader may not read. */
async function shown(
  findings: readonly Finding[],
  reader: Principal,
  { store, accessOf }: LibraryDesk,
): Promise<Finding[]> {
  const readable = await readableFindings(findings, reader, store)
  return readable.map((finding) => findingFor(finding, { reader, accessOf }))
}

/** Those who operate and engineer look into what others asked; agents only into their own. */
const maySee = (reader: Principal, owner: string): boolean =>
  reader.id === owner || reader.scopes.includes('engineer') || reader.scopes.includes('operator')

function pagesOf(desk: LibraryDesk): Pick<Library, 'pages' | 'page'> {
  const { store } = desk
  return {
    async pages({ source, cursor, limit = 50 }, reader) {
      const { pages, next } = await store.pages.list({
        reader,
        limit: Math.min(limit, 200),
        ...(source ? { source } : {}),
        ...(cursor ? { after: cursor } : {}),
      })
      return { items: pages, next }
    },
    async page(id, reader) {
      const page = await store.pages.get(id)
      if (!page || !mayReadAll(reader, page.access)) return null
      const [passages, findings] = await Promise.all([
        store.passages.ofPage(id),
        store.findings.byPage(id),
      ])
      return { page, passages, findings: await shown(findings, reader, desk) }
    },
  }
}

function findingsOf(desk: LibraryDesk): Pick<Library, 'findings' | 'finding'> {
  const { store } = desk
  return {
    async findings({ page, status, kind, cursor, limit = 50 }, reader) {
      if (kind !== undefined && !isClaimKind(kind)) return { items: [], next: null }
      const wanted = Math.min(limit, 200)
      const items: Finding[] = []
      let after = cursor
      // One that rests on hidden pages leaves no gap: what follows takes its place.
      for (let more = true; more && items.length <= wanted; ) {
        const part = await store.findings.list({
          reader,
          limit: wanted + 1,
          ...(page ? { page } : {}),
          ...(status ? { statuses: [status] } : {}),
          ...(kind ? { kinds: [kind] } : {}),
          ...(after === undefined ? {} : { after }),
        })
        items.push(...(await shown(part.findings, reader, desk)))
        more = part.next !== null
        after = part.next ?? undefined
      }
      const part = items.slice(0, wanted)
      const last = items.length > wanted ? part.at(-1) : undefined
      return { items: part, next: last ? placeOf(last) : null }
    },
    async finding(id, reader) {
      const [finding] = await store.findings.byId(id)
      const page = finding ? await store.pages.get(finding.claim.page) : null
      if (!finding || !page || !mayReadAll(reader, page.access)) return null
      return (await shown([finding], reader, desk))[0] ?? null
    },
  }
}

type Records = Pick<
  Library,
  'answer' | 'provenance' | 'verification' | 'lastAnswers' | 'receipt' | 'receiptStatus'
>

function recordsOf(desk: LibraryDesk): Records {
  const { store } = desk
  const answer: Library['answer'] = async (id, reader) => {
    const kept = await store.answers.get(id)
    return kept && (await isOpen(kept.principal, kept.answer, reader, desk)) ? kept.answer : null
  }
  const verification: Library['verification'] = async (id, reader) => {
    const kept = await store.verifications.get(id)
    return kept && (await isOpen(kept.principal, kept.verification, reader, desk))
      ? kept.verification
      : null
  }
  return {
    answer,
    verification,
    lastAnswers: async (limit, { id }) =>
      (await store.answers.recent(limit, id)).map((kept) => kept.answer),
    async receipt(id, reader) {
      const found = await store.receipts.get(id)
      if (!found || found.content.principal === reader.id) return found
      const { about, aboutId } = found.content
      const record = about === 'answer' ? answer(aboutId, reader) : verification(aboutId, reader)
      return (await record) && found
    },
    async provenance(id, reader) {
      const kept = (await answer(id, reader)) && (await store.answers.provenance(id))
      if (!kept) return null
      const ids = [
        ...kept.candidates.map(({ page }) => page),
        ...kept.citations.map(({ page }) => page.id),
        ...kept.findings.map(({ claim }) => claim.page),
      ]
      const pages = await store.pages.getMany(ids)
      const readable = (page: string) => mayReadAll(reader, pages.get(page)?.access ?? [])
      const findings = kept.findings.filter(({ claim }) => readable(claim.page))
      return {
        ...kept,
        candidates: kept.candidates.filter(({ page }) => readable(page)),
        citations: kept.citations.filter(({ page }) => readable(page.id)),
        findings: await shown(findings, reader, desk),
      }
    },
    async receiptStatus(id, reader) {
      const found = await store.receipts.get(id)
      // Whoever is to run it must know whether it stands.
      const { principal, executor } = found?.content ?? {}
      const isTheirs = executor?.principal === reader.id
      if (!found || !(isTheirs || maySee(reader, principal ?? ''))) return null
      return receiptStatusFor(found, reader, desk)
    },
  }
}

/** Somebody else's record is no way round access lists: it opens to those who may read all that it rests on. */
async function isOpen(
  owner: string,
  record: Answer | Verification,
  reader: Principal,
  { store, accessOf }: LibraryDesk,
): Promise<boolean> {
  if (reader.id === owner) return true
  const receipt = maySee(reader, owner) ? await store.receipts.get(record.receipt.id) : null
  if (receipt === null) return false
  const aside = 'withheld' in record ? record.withheld.map(({ citation }) => citation) : []
  const cited = [...record.citations, ...aside].map(({ page }) => page.id)
  const pages = await store.pages.getMany(cited)
  return (
    cited.every((page) => mayReadAll(reader, pages.get(page)?.access ?? [])) &&
    receipt.content.facts
      .flatMap(repositoriesOf)
      .every((repository) => mayRead(reader, accessOf(repository)))
  )
}

async function healthOf({
  store,
  version,
  nearness,
  policy: policyOf,
  now,
}: LibraryDesk): ReturnType<Library['health']> {
  const surveys = await store.surveys.list()
  const tally = await store.pages.tally()
  const unread = await store.crawls.listUnread()
  const ids = [...new Set([...tally, ...unread].map(({ source }) => source))].sort()
  const policy = await policyOf()
  return {
    status: policy.problem === null ? 'ok' : 'degraded',
    policy,
    version,
    now: now(),
    nearness: nearness(),
    sources: await Promise.all(
      ids.map(async (id) => ({
        id,
        pages: tally.find(({ source }) => source === id)?.pages ?? 0,
        unread: unread.filter(({ source }) => source === id).length,
        crawledAt: (await store.crawls.latest(id))?.finishedAt ?? null,
      })),
    ),
    repositories: surveys.map(({ repository, commit, surveyedAt }) => ({
      id: repository,
      commit,
      surveyedAt,
    })),
  }
}
