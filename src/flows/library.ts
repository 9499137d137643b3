import { isClaimKind } from '../checks/index.ts'
import type { Finding } from '../domain/finding.ts'
import type { Instant } from '../domain/instant.ts'
import type { Plumbline } from '../domain/plumbline.ts'
import { type Access, mayRead, type Principal } from '../domain/principal.ts'
import type { Store } from '../store/store.ts'
import { findingFor } from './cite.ts'
import type { Repositories } from './open-repositories.ts'

/** What looking things up needs. */
export interface LibraryDesk {
  readonly store: Store
  readonly repositories: Repositories
  readonly version: string
  now(): Instant
  accessOf(repository: string): Access
}

type Library = Pick<
  Plumbline,
  | 'answer'
  | 'provenance'
  | 'verification'
  | 'approval'
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

/** Those who operate and engineer look into what others asked; agents only into their own. */
const maySee = (reader: Principal, owner: string): boolean =>
  reader.id === owner || reader.scopes.includes('engineer') || reader.scopes.includes('operator')

function pagesOf({ store, accessOf }: LibraryDesk): Pick<Library, 'pages' | 'page'> {
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
      if (!page || !mayRead(reader, page.access)) return null
      const [passages, findings] = await Promise.all([
        store.passages.ofPage(id),
        store.findings.byPage(id),
      ])
      return {
        page,
        passages,
        findings: findings.map((finding) => findingFor(finding, { reader, accessOf })),
      }
    },
  }
}

function findingsOf({ store, accessOf }: LibraryDesk): Pick<Library, 'findings' | 'finding'> {
  const visible = (finding: Finding, reader: Principal) => findingFor(finding, { reader, accessOf })
  return {
    async findings({ page, status, kind, cursor, limit = 50 }, reader) {
      if (kind !== undefined && !isClaimKind(kind)) return { items: [], next: null }
      const after = cursor === undefined ? undefined : Number(cursor)
      if (after !== undefined && !Number.isSafeInteger(after)) return { items: [], next: null }
      const { findings, next } = await store.findings.list({
        reader,
        limit: Math.min(limit, 200),
        ...(page ? { page } : {}),
        ...(status ? { statuses: [status] } : {}),
        ...(kind ? { kinds: [kind] } : {}),
        ...(after === undefined ? {} : { after }),
      })
      return {
        items: findings.map((finding) => visible(finding, reader)),
        next: next === null ? null : String(next),
      }
    },
    async finding(id, reader) {
      const [finding] = await store.findings.byId(id)
      const page = finding ? await store.pages.get(finding.claim.page) : null
      return finding && page && mayRead(reader, page.access) ? visible(finding, reader) : null
    },
  }
}

function recordsOf({
  store,
  now,
  accessOf,
}: LibraryDesk): Pick<
  Library,
  'answer' | 'provenance' | 'verification' | 'approval' | 'receipt' | 'receiptStatus'
> {
  const receipt: Library['receipt'] = async (id, reader) => {
    const found = await store.receipts.get(id)
    return found && maySee(reader, found.content.principal) ? found : null
  }
  return {
    receipt,
    async answer(id, reader) {
      const kept = await store.answers.get(id)
      if (!kept || !maySee(reader, kept.principal)) return null
      if (kept.principal === reader.id) return kept.answer
      // Somebody else's answer is no way round the access lists of what it cites.
      const cited = [
        ...kept.answer.citations,
        ...kept.answer.withheld.map(({ citation }) => citation),
      ]
      const pages = await store.pages.getMany(cited.map(({ page }) => page.id))
      const open = cited.every(({ page }) => mayRead(reader, pages.get(page.id)?.access ?? []))
      return open ? kept.answer : null
    },
    async provenance(id, reader) {
      const kept = await store.answers.provenance(id)
      if (!kept || !maySee(reader, kept.principal)) return null
      const ids = [
        ...kept.candidates.map(({ page }) => page),
        ...kept.citations.map(({ page }) => page.id),
        ...kept.findings.map(({ claim }) => claim.page),
      ]
      const pages = await store.pages.getMany(ids)
      const readable = (page: string) => mayRead(reader, pages.get(page)?.access ?? [])
      return {
        ...kept,
        candidates: kept.candidates.filter(({ page }) => readable(page)),
        citations: kept.citations.filter(({ page }) => readable(page.id)),
        findings: kept.findings
          .filter(({ claim }) => readable(claim.page))
          .map((finding) => findingFor(finding, { reader, accessOf })),
      }
    },
    async verification(id, reader) {
      const kept = await store.verifications.get(id)
      return kept && maySee(reader, kept.principal) ? kept.verification : null
    },
    async approval(id, reader) {
      const found = await store.approvals.get(id)
      const decides =
        reader.scopes.includes('approver') || reader.scopes.includes('senior-approver')
      return found && (decides || maySee(reader, found.requestedBy)) ? found : null
    },
    async receiptStatus(id, reader) {
      const found = await receipt(id, reader)
      if (!found) return null
      const { expiresAt } = found.content
      return now() < expiresAt
        ? {
            id,
            status: 'valid',
            because: `nothing it rests on has changed; it expires at ${expiresAt}`,
          }
        : { id, status: 'expired', because: `it expired at ${expiresAt}` }
    },
  }
}

async function healthOf({ store, version, now }: LibraryDesk): ReturnType<Library['health']> {
  const surveys = await store.surveys.list()
  const { pages } = await store.pages.list({ limit: 1_000_000 })
  const unread = await store.crawls.listUnread()
  const ids = [...new Set([...pages, ...unread].map(({ source }) => source))].sort()
  return {
    status: 'ok',
    version,
    now: now(),
    sources: await Promise.all(
      ids.map(async (id) => ({
        id,
        pages: pages.filter(({ source, times }) => source === id && times.gone === null).length,
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
