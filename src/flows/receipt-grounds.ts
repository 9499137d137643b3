import type { WithheldCitation } from '../domain/answer.ts'
import type { Finding } from '../domain/finding.ts'
import type { Ground } from '../domain/receipt.ts'
import type { FindingNow } from '../store/grounds.ts'
import type { Store } from '../store/store.ts'

/** A ground with the page it belongs to. */
export type PlacedGround = Ground & { readonly page: string | null }

/** The passages that a receipt cites, as they are kept just now. */
export async function passageGrounds(
  citations: readonly WithheldCitation[],
  { grounds }: Pick<Store, 'grounds'>,
): Promise<readonly PlacedGround[]> {
  const now = await grounds.passagesNow([...new Set(citations.map(({ passage }) => passage))])
  return citations.map(({ passage, page, revision }) => {
    const found = now.get(passage)
    // What changed while it was being cited is not what was cited: the next crawl or survey turns it.
    const state = found?.revision === revision ? found.state : ''
    return { what: 'passage', key: passage, page: page.id, state }
  })
}

/** The findings on the passages that an answer cites. */
export function findingGrounds(
  findings: readonly Finding[],
  citations: readonly WithheldCitation[],
): readonly PlacedGround[] {
  const cited = new Set(citations.map(({ passage }) => passage))
  const pages = new Map(findings.map(({ claim }) => [claim.passage, claim.page]))
  const rows = findings
    // That pages disagree hangs on who may read which.
    .filter(({ claim }) => cited.has(claim.passage) && claim.kind !== 'page-against-page')
    .map(({ id, claim, judgement }): FindingNow => {
      const actual = judgement.status === 'unknown' ? null : (judgement.actual ?? null)
      return { passage: claim.passage, id, status: judgement.status, actual }
    })
  return [...findingStates(rows)].map(([key, state]) => {
    const [passage = ''] = key.split(' ')
    return { what: 'finding', key, state, page: pages.get(passage) ?? null }
  })
}

/** Findings by passage and id, each with its statuses and values in the form in which they are compared. */
export function findingStates(findings: readonly FindingNow[]): ReadonlyMap<string, string> {
  const states = new Map<string, Set<string>>()
  for (const { passage, id, status, actual } of findings) {
    const key = `${passage} ${id}`
    const known = states.get(key) ?? new Set()
    states.set(key, known.add(JSON.stringify([status, actual])))
  }
  return new Map([...states].map(([key, parts]) => [key, `[${[...parts].sort().join(',')}]`]))
}
