import { setImmediate as breathe } from 'node:timers/promises'
import type { Audit } from '../domain/audit.ts'
import type { Survey } from '../domain/fact.ts'
import type { Instant } from '../domain/instant.ts'
import type { Recall, Turned } from '../domain/receipt.ts'
import type { StandingGround } from '../store/grounds.ts'
import type { Store } from '../store/store.ts'
import { findingStates } from './receipt-grounds.ts'
import { factNameIn, factState, valueIn } from './resting-facts.ts'

/** What recalling needs. */
export interface RecallingDesk {
  readonly store: Pick<Store, 'grounds' | 'recalls' | 'receipts' | 'findings'>
  /** Today's survey of every configured repository. */
  readonly surveys: readonly Survey[]
  readonly audit: Audit
  readonly now: Instant
}

/**
 * Recalls each standing receipt whose ground has turned since it was signed, and gives their number. All grounds are compared each
 * time, so that a pass which is cut off is made good by the next one; doing it again does nothing.
 */
export async function recallReceipts(desk: RecallingDesk): Promise<number> {
  const { store, now } = desk
  await store.grounds.prune(now)
  const turned = new Map<string, Turned[]>()
  const turn = (receipt: string, what: Turned) =>
    turned.set(receipt, [...(turned.get(receipt) ?? []), what])
  for (const { receipt, ...passage } of await store.grounds.turnedPassages())
    turn(receipt, { what: 'passage', ...passage })
  for (const [ground, what] of await turnedFindings(desk))
    for (const receipt of await store.grounds.receiptsOn({ what: 'finding', ...ground }))
      turn(receipt, what)
  for (const [ground, what] of await turnedFacts(desk))
    for (const receipt of await store.grounds.receiptsOn({ what: 'fact', ...ground }))
      turn(receipt, what)
  for (const [receipt, what] of turned) {
    await store.recalls.put(
      { receipt, at: now, because: wordsFor(what), turned: what.slice(0, mostTold) },
      { announced: false },
    )
    // A page that many answers cite turns thousands of receipts, and others are waiting.
    await breathe()
  }
  return announce(desk)
}

/** Recalls standing receipts for a reason that is not among their grounds: the key that signed them is not to be trusted. */
export async function recallSignedBy(
  key: string,
  desk: Pick<RecallingDesk, 'store' | 'audit' | 'now'>,
): Promise<number> {
  for (const { content, envelope } of await desk.store.receipts.standing(desk.now))
    if (envelope.signatures.some(({ keyid }) => keyid === key))
      await desk.store.recalls.put(
        {
          receipt: content.id,
          at: desk.now,
          because: 'the key that signed it was revoked',
          turned: [{ what: 'key', key }],
        },
        { announced: false },
      )
  return announce(desk)
}

/** So many turned things are told of one receipt. */
const mostTold = 50

/** Writes recalls into the audit log, which tells subscribers; whoever is cut off in between does it again. */
export async function announce({
  store,
  audit,
  now,
}: Pick<RecallingDesk, 'audit' | 'now'> & {
  readonly store: Pick<Store, 'recalls' | 'receipts'>
}): Promise<number> {
  const recalls = await store.recalls.unannounced()
  for (const recall of recalls) {
    await audit(await eventOf(recall, store))
    await store.recalls.announced(recall.receipt, now)
    await breathe()
  }
  return recalls.length
}

async function eventOf(
  { receipt, at, because, turned = [] }: Recall,
  { receipts }: Pick<Store, 'receipts'>,
) {
  const content = (await receipts.get(receipt))?.content
  const count = (what: Turned['what']) => turned.filter((one) => one.what === what).length
  return {
    at,
    kind: 'receipt-recalled' as const,
    principal: null,
    subject: receipt,
    // Neither names nor values: whoever is told may not read the pages and the code.
    details: {
      because,
      about: content?.about ?? null,
      aboutId: content?.aboutId ?? null,
      issuedTo: content?.principal ?? null,
      passages: count('passage'),
      findings: count('finding'),
      facts: count('fact'),
    },
  }
}

/** What turned, in numbers and general words. */
function wordsFor(turned: readonly Turned[]): string {
  const count = (what: Turned['what'], one: string, many: string): string[] => {
    const number = turned.filter((each) => each.what === what).length
    return number === 0 ? [] : [number === 1 ? one : `${number} ${many}`]
  }
  const parts = [
    ...count('passage', 'a passage it cites', 'passages it cites'),
    ...count(
      'finding',
      'what code says of a cited passage',
      'things that code says of cited passages',
    ),
    ...count('fact', 'a fact it rests on', 'facts it rests on'),
  ]
  return `${parts.join(' and ')} changed since it was signed`
}

/** Findings that stand otherwise than when receipts were signed on them. */
async function turnedFindings({
  store,
}: RecallingDesk): Promise<readonly [StandingGround, Turned][]> {
  const standing = await store.grounds.standing('finding')
  const passages = [...new Set(standing.map(({ key }) => key.split(' ')[0] ?? ''))]
  const states = findingStates(await store.grounds.findingsNow(passages))
  const turned: [StandingGround, Turned][] = []
  for (const ground of standing) {
    const now = states.get(ground.key) ?? '[]'
    if (now === ground.state || isStillUnjudged(ground.state, now)) continue
    turned.push([ground, await findingTurned(ground, now, store)])
  }
  return turned
}

/** What nobody could judge turns a receipt only where code speaks against it now. */
const isStillUnjudged = (was: string, is: string): boolean =>
  statusesIn(was).every((status) => status === 'unknown') &&
  statusesIn(is).every((status) => status === 'unknown' || status === 'holds')

const pairsIn = (state: string): readonly (readonly [string, string | null])[] => {
  const pairs: unknown = JSON.parse(state)
  return (Array.isArray(pairs) ? pairs : []).flatMap((pair: unknown) => {
    const [status, actual]: readonly unknown[] = Array.isArray(pair) ? pair : []
    return typeof status === 'string' ? [[status, typeof actual === 'string' ? actual : null]] : []
  })
}
const statusesIn = (state: string): readonly string[] => pairsIn(state).map(([status]) => status)

async function findingTurned(
  { key, state, page }: StandingGround,
  now: string,
  { findings }: Pick<Store, 'findings'>,
): Promise<Turned> {
  const id = key.split(' ')[1] ?? ''
  const [known] = await findings.byId(id)
  const [was, is] = [pairsIn(state), pairsIn(now)]
  const changed = (from: typeof was, others: typeof was) =>
    from.find((pair) => !others.some((other) => other[0] === pair[0] && other[1] === pair[1]))
  const [from = 'unknown', fromValue = null] = changed(was, is) ?? was[0] ?? []
  const [to = null, toValue = null] = changed(is, was) ?? is[0] ?? []
  return {
    what: 'finding',
    finding: id,
    page: page ?? '',
    repositories: known?.repositories ?? [],
    kind: known?.claim.kind ?? 'claim',
    subject: known?.claim.subject ?? '',
    from,
    to,
    was: fromValue,
    is: toValue,
  }
}

/** Facts that are stated otherwise than when receipts were signed on them. */
async function turnedFacts({
  store,
  surveys,
}: RecallingDesk): Promise<readonly [StandingGround, Turned][]> {
  const byRepository = new Map(surveys.map((survey) => [survey.repository, survey]))
  return (await store.grounds.standing('fact')).flatMap((ground) => {
    const name = factNameIn(ground.key)
    if (name === null) return []
    // A repository that is not surveyed any more bears nothing out.
    const now = factState(name, byRepository.get(name.repository))
    if (now === ground.state) return []
    const { repository, kind, owner, subject } = name
    const values = { was: valueIn(ground.state), is: valueIn(now) }
    const turned: Turned = { what: 'fact', repository, kind, owner, subject, ...values }
    return [[ground, turned] satisfies [StandingGround, Turned]]
  })
}
