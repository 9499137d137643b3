import type { Instant } from '../domain/instant.ts'
import { type Access, mayRead, mayReadAll, type Principal } from '../domain/principal.ts'
import type { Recall, Receipt, Turned } from '../domain/receipt.ts'
import type { ReceiptStatus, TurnedView } from '../domain/requests.ts'
import type { Store } from '../store/store.ts'
import type { PublicKey } from '../verdicts/keys.ts'
import { verifyReceipt } from '../verdicts/receipts.ts'

/** What telling how a receipt stands needs. */
export interface StatusDesk {
  readonly store: Pick<Store, 'pages' | 'recalls'>
  now(): Instant
  accessOf(repository: string): Access
  /** The keys that receipts are checked with. */
  trustedKeys(now: Instant): Promise<readonly PublicKey[]>
}

/** Whether a receipt may still be relied on, and what turned it, as far as the reader may know. */
export async function receiptStatusFor(
  { content, envelope }: Receipt,
  reader: Principal,
  desk: StatusDesk,
): Promise<ReceiptStatus> {
  const { id, expiresAt } = content
  const now = desk.now()
  const recall = await desk.store.recalls.of(id)
  if (recall !== null) return recalled(recall, reader, desk)
  const base = { id, recalledAt: null, turned: [] }
  // Written so that an unreadable moment expires.
  const isCurrent = Date.parse(now) < Date.parse(expiresAt)
  if (!isCurrent) return { ...base, status: 'expired', because: `it expired at ${expiresAt}` }
  const checked = verifyReceipt(envelope, await desk.trustedKeys(now), now)
  if (!checked.valid)
    return {
      ...base,
      status: 'recalled',
      because: `it does not verify any more: ${checked.because}`,
    }
  const because = `nothing it rests on has changed; it expires at ${expiresAt}`
  return { ...base, status: 'valid', because }
}

async function recalled(
  { receipt, at, because, turned = [] }: Recall,
  reader: Principal,
  desk: StatusDesk,
): Promise<ReceiptStatus> {
  const pages = await desk.store.pages.getMany(
    turned.flatMap((one) => ('page' in one ? [one.page] : [])),
  )
  const pageOf = (id: string): TurnedView['page'] => {
    const page = pages.get(id)
    return page && mayReadAll(reader, page.access) ? { id, title: page.title, url: page.url } : null
  }
  const mayReadCode = (repositories: readonly string[]) =>
    repositories.length > 0 && repositories.every((one) => mayRead(reader, desk.accessOf(one)))
  return {
    id: receipt,
    status: 'recalled',
    because,
    recalledAt: at,
    turned: turned.map((one) => viewOf(one, pageOf, mayReadCode)),
  }
}

const nothing = { page: null, passage: null, finding: null, fact: null }

/** What turned, in words and in parts; without the page and the values that the reader may not read. */
function viewOf(
  turned: Turned,
  pageOf: (id: string) => TurnedView['page'],
  mayReadCode: (repositories: readonly string[]) => boolean,
): TurnedView {
  switch (turned.what) {
    case 'passage': {
      const { what, passage, became } = turned
      const page = pageOf(turned.page)
      const words = { changed: 'was changed', gone: 'is gone', superseded: 'was superseded' }
      const where = page === null ? 'a page that you may not read' : `“${page.title}”`
      return { ...nothing, what, page, passage, because: `a passage of ${where} ${words[became]}` }
    }
    case 'finding': {
      const { what, finding, kind, from, to } = turned
      const page = pageOf(turned.page)
      const open = page !== null && mayReadCode(turned.repositories)
      const of =
        turned.subject === ''
          ? 'a claim'
          : page === null
            ? `a claim of kind ${kind}`
            : `${turned.subject} (${kind})`
      const values = open ? valuesIn(turned) : ''
      const because = `${of} was ${wordOf(from)} and is ${to === null ? 'judged no more' : wordOf(to)}${values}`
      return { ...nothing, what, page, finding: page === null ? null : finding, because }
    }
    case 'fact': {
      const { what, repository, kind, owner, subject, was, is } = turned
      if (!mayReadCode([repository]))
        return { ...nothing, what, because: 'a fact of code that you may not read changed' }
      const because = `${subject} (${kind} in ${repository})${valuesIn(turned)}`
      return { ...nothing, what, fact: { repository, kind, owner, subject, was, is }, because }
    }
    case 'key':
      return { ...nothing, what: 'key', because: `the key ${turned.key} was revoked` }
  }
}

const valuesIn = ({ was, is }: { readonly was: string | null; readonly is: string | null }) =>
  was === null && is === null ? '' : `: was ${was ?? 'not there'}, is ${is ?? 'not there'}`

const wordOf = (status: string): string =>
  status === 'holds' ? 'borne out' : status === 'unknown' ? 'not judged' : status
