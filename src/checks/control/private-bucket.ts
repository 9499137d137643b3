import type { Claim } from '../../domain/claim.ts'
import type { Fact, Survey } from '../../domain/fact.ts'
import { type Opinion, unknown } from '../check.ts'
import { evidenceOf, factsAbout } from '../names.ts'
import { against, type Control } from './contract.ts'
import { phrasesIn } from './phrases.ts'
import { meant } from './resources.ts'

const flags = [
  'block_public_acls',
  'block_public_policy',
  'ignore_public_acls',
  'restrict_public_buckets',
]

/** Buckets that only their owners read. */
export const privateBucket: Control = {
  name: 'private bucket',

  mentions: (reading) =>
    phrasesIn(reading, {
      name: 'private bucket',
      says: /\bbuckets? (?:\S{1,60} )?(?:is|are) (?:private|not public(?:ly (?:accessible|readable))?|never public)\b|\bblocks? all public access\b|\ball public access (?:is|to it is|to the bucket is) blocked\b/i,
      denies: true,
    }),

  judge(claim, surveys): Opinion {
    const isOfBucket = ({ weak, subject }: Fact): boolean =>
      !weak && /^(?:aws_s3|google_storage|module)/.test(subject)
    const all = [...flags, 'acl', 'public_access_prevention', 'bucket']
      .flatMap((name) => factsAbout(name, ['setting'], surveys))
      .filter(isOfBucket)
    const chosen = meant(all, claim)
    const of = (name: string): readonly Fact[] =>
      chosen.filter(({ subject }) => subject.endsWith(`.${name}`))
    const shared = of('acl').find(({ value }) =>
      /^(?:public-read|public-read-write|publicRead)$/.test(value ?? ''),
    )
    if (shared)
      return against(
        `the bucket is public: ${shared.quote}`,
        shared.value ?? 'public',
        shared,
        surveys,
      )
    const prevented = of('public_access_prevention').find(({ value }) => value === 'enforced')
    const stated = flags.map((flag) => of(flag))
    const off = stated.flat().find(({ value }) => value === 'false')
    if (off)
      return against(
        `public access is not blocked: ${off.quote}`,
        `${off.subject.split('.').at(-1)} is false`,
        off,
        surveys,
      )
    const opened = everybody(claim, surveys)
    const isBlocked = stated.every(
      (facts) => facts.length > 0 && facts.every(({ value }) => value === 'true'),
    )
    if (opened && !isBlocked)
      return against(`a policy lets everybody in: ${opened.quote}`, 'Principal *', opened, surveys)
    if (isBlocked || prevented)
      return {
        status: 'holds',
        evidence: [...stated.flat(), ...(prevented ? [prevented] : [])]
          .slice(0, 4)
          .map((fact) => evidenceOf(fact, surveys)),
      }
    const [first] = stated.flat()
    const missing = flags.find((_, index) => stated[index]?.length === 0)
    if (
      first !== undefined &&
      missing !== undefined &&
      stated.flat().every(({ value }) => value !== null)
    )
      return against(
        `public access is blocked in part: ${missing} is not set`,
        `${missing} is not set`,
        first,
        surveys,
      )
    return unknown('never-existed', 'no configuration in scope says who may read the bucket')
  },
}

/** A bucket's policy that allows every principal. */
const everybody = (claim: Claim, surveys: readonly Survey[]): Fact | undefined => {
  const policies = factsAbout('Principal', ['setting'], surveys).filter(
    ({ subject, weak }) => !weak && /^aws_s3_bucket_policy\./.test(subject),
  )
  const allows = factsAbout('Effect', ['setting'], surveys)
  return meant(policies, claim).find(
    (fact) =>
      fact.value === '*' &&
      allows.some(
        ({ path, line, value }) =>
          path === fact.path && value === 'Allow' && Math.abs(line - fact.line) <= 3,
      ),
  )
}
