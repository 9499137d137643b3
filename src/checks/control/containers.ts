import type { Claim } from '../../domain/claim.ts'
import type { Fact, Survey } from '../../domain/fact.ts'
import { type Opinion, unknown } from '../check.ts'
import { evidenceOf, factsAbout } from '../names.ts'
import { against, type Control } from './contract.ts'
import { phrasesIn } from './phrases.ts'

const switchedBy = (name: string, says: RegExp, key: string): Control => ({
  name,
  mentions: (reading) => phrasesIn(reading, { name, says, denies: true }),
  judge: (claim, surveys) => judgeContext(name, key, claim, surveys),
})

/** Containers that do not run as root. */
export const nonRoot = switchedBy(
  'non-root containers',
  /\b(?:containers?|pods?|processes|images?)(?: [\w\x60-]{1,60}){0,3} (?:run|runs) as (?:a )?non-root\b|\b(?:no|never) (?:container|pod)s? (?:runs? )?as root\b|\bdo(?:es)? not run as root\b/i,
  'runAsNonRoot',
)

/** Containers that cannot write to their own image. */
export const readOnlyRoot = switchedBy(
  'read-only root file system',
  /\bread-only root file ?systems?\b|\broot file ?system is read-only\b/i,
  'readOnlyRootFilesystem',
)

/** What workloads say of it, those that the page names first; a template's value is only known to a run. */
function judgeContext(
  name: string,
  key: string,
  claim: Claim,
  surveys: readonly Survey[],
): Opinion {
  const all = factsAbout(key, ['setting'], surveys).filter(({ weak }) => !weak)
  const named = all.filter((fact) => claim.context.length > 0 && isNamed(fact, claim))
  const facts = named.length > 0 ? named : all
  const off = facts.find(({ value }) => value === 'false')
  if (facts.length === 0) return unknown('never-existed', `no manifest in scope states ${key}`)
  if (off === undefined) {
    if (facts.some(({ value }) => value !== 'true'))
      return unknown('ambiguous', `only a run can tell ${key}`)
    return { status: 'holds', evidence: facts.slice(0, 3).map((fact) => evidenceOf(fact, surveys)) }
  }
  const mixed = facts.some(({ value }) => value === 'true')
  return mixed && named.length === 0
    ? unknown('ambiguous', `${key} differs from workload to workload`)
    : against(`${name} is undone: ${off.quote}`, 'false', off, surveys)
}

/** Facts of an object that the sentence or the headings name. */
const isNamed = ({ subject }: Fact, { subject: asked, context }: Claim): boolean => {
  const object = /^\w+\/([^.]+)\./.exec(subject)?.[1]
  return (
    object !== undefined &&
    (object === asked || object.split('-').every((word) => context.includes(word)))
  )
}
