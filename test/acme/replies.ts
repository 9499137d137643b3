import type { Config } from '../../src/config/config.ts'
import type { Answer, Verification, WithheldCitation } from '../../src/domain/answer.ts'
import type { Plumbline } from '../../src/plumbline.ts'
import { acmePageId } from '../support/acme.ts'
import { plain } from './matching.ts'
import type { Question } from './rows.ts'

type Reply = Answer | Verification

/** Asks what a row asks, as the principal that it names. */
export async function replyTo(
  { as, ask, verify, intent, environment }: Question,
  plumbline: Plumbline,
  { principals }: Config,
): Promise<Reply> {
  const principal = principals.find(({ id }) => id === as)
  if (principal === undefined) throw new Error(`no principal ${as}`)
  const purpose = intent === undefined ? {} : { intent }
  if (verify !== undefined) return plumbline.verify({ ...verify, ...purpose }, principal)
  if (ask === undefined) throw new Error('a row asks or verifies')
  const place = environment === undefined ? {} : { environment }
  return plumbline.ask({ query: ask, ...purpose, ...place }, principal)
}

/** What a row asks for and the reply lacks, or has although it must not, of the things that no row may fail. */
export function breaches(reply: Reply, { expect }: Question): readonly string[] {
  const { decision, reasons } = reply.verdict
  const codes = reasons.map(({ code }) => code)
  const text = plain(textOf(reply))
  const whole = JSON.stringify(reply)
  return [
    ...([expect.decision].flat().includes(decision) ? [] : [`decides ${decision}`]),
    ...expect.reasons.filter((code) => !codes.includes(code)).map((code) => `lacks reason ${code}`),
    ...expect.mustNotSay.filter((words) => text.includes(plain(words))).map((w) => `says ${w}`),
    ...expect.mustNotReveal.filter((words) => whole.includes(words)).map((w) => `reveals ${w}`),
  ]
}

/** What a row asks for and the reply lacks, of the things that make an answer good. */
export function lacks(reply: Reply, { expect }: Question): readonly string[] {
  const text = plain(textOf(reply))
  const cited = citationsOf(reply).map(({ page }) => page.id)
  const wanted = expect.cites.map(acmePageId)
  const evidence = plain(evidenceOf(reply))
  return [
    ...expect.mustSay.filter((words) => !text.includes(plain(words))).map((w) => `not said: ${w}`),
    ...(wanted.length === 0 || wanted.some((page) => cited.includes(page))
      ? []
      : [`cites ${cited.join(', ') || 'nothing'}`]),
    ...expect.evidence
      .filter((words) => !evidence.includes(plain(words)))
      .map((w) => `no evidence: ${w}`),
  ]
}

const textOf = (reply: Reply): string => ('text' in reply ? reply.text : '')

const citationsOf = (reply: Reply): readonly WithheldCitation[] => [
  ...reply.citations,
  ...('withheld' in reply ? reply.withheld.map(({ citation }) => citation) : []),
]

/** What stands as evidence anywhere in the reply: what code says against a citation, and what a reason rests on. */
function evidenceOf(reply: Reply): string {
  const reasons = [
    ...reply.verdict.reasons,
    ...('withheld' in reply ? reply.withheld.flatMap((one) => one.reasons) : []),
  ]
  const parts = [
    ...citationsOf(reply).flatMap(({ contradictions }) => contradictions),
    ...reasons.map(({ message, evidence }) => ({ message, evidence })),
  ]
  return stringsIn(parts).join('\n')
}

const stringsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(stringsIn)
}
