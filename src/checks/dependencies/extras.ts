import type { Claim } from '../../domain/claim.ts'
import type { Fact, Survey } from '../../domain/fact.ts'
import { packageNames } from '../../values/packages.ts'
import { type Mention, type Opinion, type Reading, unknown } from '../check.ts'
import { evidenceOf } from '../names.ts'
import { isPlaceholder } from '../shape.ts'

/** `ledger[postgres,redis]`, as installers of Python packages take it. */
const extras =
  /(?<![\w.[/-])([A-Za-z][\w.-]{1,60})\[([A-Za-z][\w.-]{0,40}(?:, ?[A-Za-z][\w.-]{0,40}){0,12})\]/g
const installs = /\b(?:pip[\d.]*|uv|pipx|pipenv|poetry|pdm|conda|easy_install)\b/
const types = /^(?:list|dict|set|tuple|type|frozenset|deque|defaultdict|[A-Z]\w*)$/

/** Each optional part of a package that a page names behind the package. */
export function* extrasIn({ tokens }: Reading): Iterable<Mention> {
  for (const token of tokens) {
    const isAlone = token.place === 'code' && /^\S{1,80}\]$/.test(token.text.trim())
    if (!isAlone && !(/^(?:shell|code)$/.test(token.place) && installs.test(token.text))) continue
    for (const match of token.text.slice(0, 2_000).matchAll(extras)) {
      const [, name = '', listed = ''] = match
      if (types.test(name)) continue
      let at = token.span[0] + match.index + name.length + 1
      for (const part of listed.split(',')) {
        const subject = part.trim()
        const start = at + part.indexOf(subject)
        at += part.length + 1
        if (isPlaceholder(subject)) continue
        const span = [start, start + subject.length] as const
        yield { subject, owner: name, sense: 'extra', token: subject, span, block: token.block }
      }
    }
  }
}

const known = new WeakMap<Survey, ReadonlyMap<string, Fact>>()

/** The optional parts that the manifests of a snapshot offer, by their plain names. */
function extrasOf(survey: Survey): ReadonlyMap<string, Fact> {
  const before = known.get(survey)
  if (before !== undefined) return before
  const found = new Map<string, Fact>()
  for (const subject of survey.subjects('option'))
    for (const fact of survey.about(subject, ['option']))
      if (fact.owner === 'extras' && !fact.weak) found.set(plain(subject), fact)
  known.set(survey, found)
  return found
}

const plain = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-')

/** Whether a manifest of the package, which must be one of this code's own, offers the part. */
export function judgeExtra(claim: Claim, surveys: readonly Survey[]): Opinion {
  const [name = ''] = packageNames(claim.owner ?? '')
  const own = surveys.filter(({ names }) =>
    names.some((one) => packageNames(one.slice(one.lastIndexOf('/') + 1)).includes(name)),
  )
  if (own.length === 0)
    return unknown('other-project', `${claim.owner} is a package that is not made here`)
  const fact = own.flatMap((survey) => extrasOf(survey).get(plain(claim.subject)) ?? [])[0]
  if (fact) return { status: 'holds', evidence: [evidenceOf(fact, surveys)] }
  if (own.every((survey) => extrasOf(survey).size === 0))
    return unknown('incomplete-survey', `no manifest of ${claim.owner} lists its extras plainly`)
  return {
    status: 'absent',
    lost: { kind: 'option', subject: claim.subject, owner: 'extras' },
    whole: null,
    distinctive: true,
    stillStands: 0,
    near: null,
    otherwise: null,
  }
}
