import type { Claim } from '../domain/claim.ts'
import type { Fact, Survey } from '../domain/fact.ts'
import type { Block } from '../domain/passage.ts'
import { type Check, type Mention, type Opinion, type Reading, unknown } from './check.ts'
import { evidenceOf } from './names.ts'
import { sentenceAround } from './sentence.ts'

const team = String.raw`[\x60*_]{0,3}(@[\w-]{1,60}\/[\w-]{1,60}(?:\.[\w-]{1,30}){0,3}|#[a-z0-9][\w-]{2,60}|[a-z][a-z0-9]*(?:-[a-z0-9]+){1,6}|the [a-z]+(?:[ -][a-z]+)? team|team[- ][a-z][\w-]{1,40})[\x60*_]{0,3}`
/** How a page says whose something is; a word of a person's name never fits. */
const says: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:owned|maintained|looked after|run) by ${team}(?![\w@/])`, 'gi'),
  new RegExp(
    String.raw`\b(?:code ?owners?|owner|owning team|maintainers?)[*_]{0,2}(?::| is| are)[*_]{0,2} ${team}(?![\w@/])`,
    'gi',
  ),
  /\b(?:ask|questions|reach us|contact|ping|channel)[*_]{0,2}(?: \w{1,12}){0,3}[: ]{1,2}[\x60*_]{0,3}(#[a-z0-9][\w-]{2,60})[\x60*_]{0,3}/gi,
]

/** A page says which team owns a path or a component; CODEOWNERS or the catalogue must say the same. */
export const owner: Check = {
  statesMore: true,
  searches: true,
  saysSentences: true,
  about:
    'A page says which team owns a path or a component; CODEOWNERS or the catalogue must say the same.',
  against: ['owner'],

  *mentions(reading: Reading): Iterable<Mention> {
    for (const block of reading.passage.blocks) {
      if (block.kind === 'code' || block.text.length > 10_000) continue
      for (const pattern of says)
        for (const match of block.text.matchAll(pattern)) {
          const written = match[1] ?? ''
          const start = block.textStart + match.index + match[0].lastIndexOf(written)
          const subject = subjectOf(block, match.index, reading)
          if (subject !== null)
            yield {
              subject,
              value: teamOf(written),
              token: written,
              span: [start, start + written.length],
              block,
            }
        }
    }
  },

  judge(claim, surveys): Opinion {
    const facts = ownersOf(claim.subject, surveys)
    const wanted = claim.value ?? ''
    const comparable = facts.filter(({ value }) => isChannel(value ?? '') === isChannel(wanted))
    const same = comparable.find(({ value }) =>
      names(value).some((name) => isSameTeam(name, wanted)),
    )
    if (same)
      return { status: 'holds', evidence: [evidenceOf(same, surveys)], actual: same.value ?? '' }
    const [first] = comparable
    if (!first) return unknown('never-existed', `no registry here states who owns ${claim.subject}`)
    const stated = [...new Set(comparable.flatMap(({ value }) => names(value)))]
    if (stated.some((name) => !isTeam(name)) || registries(comparable) > 1)
      return unknown('ambiguous', `${claim.subject} is said to belong to ${stated.join(', ')}`)
    return against(claim, first, stated, surveys)
  },
}

const against = (
  claim: Claim,
  fact: Fact,
  stated: readonly string[],
  surveys: readonly Survey[],
): Opinion => ({
  status: 'differs',
  actual: stated.join(', '),
  evidence: evidenceOf(fact, surveys),
  lost: { kind: 'owner', subject: fact.subject, owner: fact.owner },
  correction: stated.length === 1 && /^[@#]/.test(claim.token) ? (stated[0] ?? null) : null,
  needsPast: false,
  because: `${claim.subject} belongs to ${stated.join(', ')}`,
})

/** Several registries that disagree with one another prove nothing. */
const registries = (facts: readonly Fact[]): number => {
  const said = new Map(
    facts.map((fact) => [`${fact.path} ${fact.owner}`, names(fact.value).sort().join()]),
  )
  return new Set(said.values()).size > 1 ? said.size : 1
}

const names = (value: string | null): string[] =>
  (value ?? '').split(/[\s,]+/).filter((name) => name !== '')
const isChannel = (name: string): boolean => name.startsWith('#')
const isTeam = (name: string): boolean => isChannel(name) || /\/|-|^group:|team/.test(name)

const teamOf = (written: string): string =>
  written
    .replace(/^the (.+) team$/i, '$1')
    .replace(/^team[- ]/i, '')
    .trim()
    .replace(/ /g, '-')

/** `@acme/payments`, `group:default/payments` and `payments-team` are one team. */
const isSameTeam = (a: string, b: string): boolean => bare(a) === bare(b)
const bare = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^#?(?:(?:group|user):)?/, '')
    .replace(/^.*\//, '')
    .replace(/^@/, '')
    .replace(/(?:^(?:team|group)-|-?(?:team|group|squad|owners)$)/g, '')

/** What the sentence names: a path or a component in code marks; else the page's own repository's component. */
function subjectOf(block: Block, at: number, { page }: Reading): string | null {
  const sentence = sentenceAround(block, block.textStart + at)
  const from = sentence.start
  const marks = block.marks.filter(
    ({ kind, span }) => kind === 'code' && from <= span[0] && span[1] <= block.textStart + at,
  )
  const last = marks.at(-1)
  if (last) return /^[\w.-]+(?:\/[\w@.-]*)*$/.test(last.text) ? last.text : null
  const isAboutPage =
    /\b(?:this|the) (?:service|component|repository|page|package|library|project|code)\b|^[\s*_-]{0,6}(?:code ?owners?|owner|owning team|maintainers?)\b/i
  return isAboutPage.test(sentence.text) ? (page.home?.repository ?? page.title) : null
}

/** What the registries say of a component, or the last pattern of CODEOWNERS that fits a path. */
function ownersOf(subject: string, surveys: readonly Survey[]): readonly Fact[] {
  return surveys.flatMap((survey) => {
    const named = survey.about(subject, ['owner']).filter((fact) => fact.owner !== 'CODEOWNERS')
    if (named.length > 0) return named
    const path = subject.replace(/^\.?\//, '').replace(/\/$/, '')
    if (!survey.paths.has(path)) return []
    const rules = [...survey.subjects('owner')]
      .flatMap((pattern) => survey.about(pattern, ['owner']))
      .filter((fact) => fact.owner === 'CODEOWNERS' && fitsPattern(fact.subject, path))
    const last = Math.max(...rules.map(({ line }) => line))
    return rules.filter(({ line }) => line === last)
  })
}

/** Patterns as gitignore has them: `*` anything, `/a/` a folder at the root, `*.sql` anywhere. */
function fitsPattern(pattern: string, path: string): boolean {
  if (pattern === '*') return true
  if (pattern.length > 200 || (pattern.match(/\*/g) ?? []).length > 4) return false
  const isRooted = /\/[^/]/.test(pattern) || pattern.startsWith('/')
  const source = pattern
    .replace(/^\//, '')
    .replace(/\/$/, '')
    .replace(/[.+^${}()|[\]\\?]/g, '\\$&')
    .replace(/\*{1,2}/g, (stars) => (stars.length === 2 ? '.*' : '[^/]*'))
  return new RegExp(`^${isRooted ? '' : '(?:.*/)?'}${source}(?:/.*)?$`).test(path)
}
