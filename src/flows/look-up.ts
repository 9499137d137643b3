import type { Page } from '../domain/page.ts'
import type { Candidate } from '../domain/search.ts'
import { olderTwins } from '../freshness/twins.ts'
import {
  type RetrievalPorts,
  type Retrieved,
  type RetrieveOptions,
  retrieve,
} from '../retrieval/retrieve.ts'

/** query -> passages, best first; an older copy of a page that was found as well is superseded by that one. */
export async function lookUp(
  query: string,
  ports: RetrievalPorts,
  options: RetrieveOptions,
): Promise<Retrieved> {
  const found = await retrieve(query, ports, options)
  const newer = olderTwins(found.candidates.map(({ page }) => page))
  if (newer.size === 0) return found
  return { ...found, candidates: found.candidates.map((one) => superseded(one, newer)) }
}

const superseded = (candidate: Candidate, newer: ReadonlyMap<string, Page>): Candidate => {
  const twin = newer.get(candidate.page.id)
  if (twin === undefined) return candidate
  const supersededBy = `a newer copy, “${twin.title}” (${twin.url ?? twin.id})`
  return { ...candidate, page: { ...candidate.page, supersededBy } }
}
