import type { Claim } from '../../domain/claim.ts'
import type { Fact, Survey } from '../../domain/fact.ts'
import { admits, type Bare, compareShared, readRelease } from '../../values/constraints.ts'
import { type Opinion, unknown } from '../check.ts'
import { evidenceOf } from '../names.ts'
import type { Ecosystem } from './snippets.ts'
import { differing, factsNamed, folded, isRelease, nearestTo } from './stated.ts'

/** Which manifests release what a snippet of an ecosystem asks for, and how a version without an operator is read there. */
const ecosystems: Readonly<Record<Ecosystem, readonly [manifests: RegExp, bare: Bare]>> = {
  cargo: [/Cargo\.toml$/, 'compatible'],
  npm: [/package\.json$/, 'exact'],
  pip: [/pyproject\.toml$|setup\.(?:py|cfg)$|\.py$/, 'exact'],
  gem: [/\.gemspec$|version\.rb$/, 'exact'],
  hex: [/mix\.exs$/, 'exact'],
  maven: [/pom\.xml$|gradle[\w.]*$/, 'exact'],
  go: [/./, 'exact'],
  image: [/./, 'prefix'],
  action: [/./, 'prefix'],
}

const ecosystemOf = (name: string): Ecosystem | null => {
  for (const key of [
    'cargo',
    'npm',
    'pip',
    'gem',
    'hex',
    'maven',
    'go',
    'image',
    'action',
  ] as const)
    if (key === name) return key
  return null
}

/** "The latest version that supports it is 0.18" */
const lastThatDoes =
  /\b(?:latest|last|newest|final) (?:versions?|releases?) (?:of \S{1,40} )?(?:that|which|to) (?:still )?(?:supports?|supported|works?|worked|has|had|includes?|included|ran|runs?)\b/i

/** What this code is released as, compared with what a page says it is, or tells its readers to ask for. */
export function judgeRelease(claim: Claim, surveys: readonly Survey[]): Opinion {
  const ecosystem = ecosystemOf(claim.sense ?? '')
  const [manifests, bare] = ecosystem === null ? [/./, 'exact' as const] : ecosystems[ecosystem]
  const facts = releasesOf(claim, surveys).filter(({ path }) => manifests.test(path))
  if (facts.length === 0)
    return unknown('other-project', `nothing here is released as ${claim.subject}`)
  const compared = facts.map((fact) => ({
    fact,
    is: ecosystem === null ? sayIs(claim, fact) : asks(claim, fact, bare),
  }))
  const same = compared.find(({ is }) => is === 'same')
  if (same)
    return {
      status: 'holds',
      evidence: [evidenceOf(same.fact, surveys)],
      actual: same.fact.value ?? '',
    }
  const [first] = compared
  if (first === undefined || compared.some(({ is }) => is !== first.is) || first.is === 'open')
    return unknown(
      'ambiguous',
      `${claim.subject} stands between two releases, or the page is ahead`,
    )
  if (lastThatDoes.test(claim.quote.slice(0, claim.quote.indexOf(claim.token))))
    return unknown('conditional', `the sentence says up to which ${claim.subject} something works`)
  const line = first.is === 'different' ? majorInHeading(claim, first.fact) : null
  if (line !== null)
    return unknown('recorded', `the heading says that what follows is for ${claim.subject} ${line}`)
  if (first.is === 'example')
    return unknown(
      'example',
      `an exact version of ${claim.subject} is one that a reader may ask for`,
    )
  return differing(claim, first.fact, readRelease(first.fact.value ?? '')?.numbers ?? [], surveys, {
    because: `${claim.subject} is released as ${first.fact.value}`,
    needsPast: false,
    isRelease: true,
  })
}

/** The strong release facts of the name; a member of a workspace may leave it to the root. */
function releasesOf(claim: Claim, surveys: readonly Survey[]): readonly Fact[] {
  const named = factsNamed(claim.subject, 'version', surveys).filter(isRelease)
  const isOurs = surveys.some(({ names }) =>
    names.some((name) => folded(name) === folded(claim.subject)),
  )
  const rooted = isOurs ? factsNamed('release', 'version', surveys).filter(isRelease) : []
  const resolved = [...named, ...rooted].flatMap((fact) => {
    if (fact.value !== 'workspace') return [fact]
    const root = factsNamed('workspace', 'version', surveys).filter(isRelease)
    return nearestTo({ ...claim, page: `:${fact.path}` }, root, surveys).slice(0, 1)
  })
  // A chart has a version of its own: it only packs what is released by this name.
  const released = resolved.filter(({ path }) => !/(?:^|\/)Chart\.ya?ml$/.test(path))
  return nearestTo(claim, released.length > 0 ? released : resolved, surveys)
}

type Compared = 'same' | 'different' | 'example' | 'open'

/** "Shop 5.5.x supports", `shop/1.2.0`. */
function sayIs(claim: Claim, fact: Fact): Compared {
  const said = readRelease(claim.value ?? '')
  const now = readRelease(fact.value ?? '')
  if (said === null || now === null || isUnborn(now.numbers)) return 'open'
  const apart = compareShared(said.numbers, now.numbers)
  if (now.tag === '' && said.tag === '')
    return apart === 0 ? 'same' : apart < 0 ? 'different' : 'open'
  if (apart !== 0) return 'open'
  if (said.tag === now.tag || (said.tag === '' && said.numbers.length < now.numbers.length))
    return 'same'
  return said.tag !== '' && now.tag !== '' ? 'different' : 'open'
}

/** `shop = "0.3"`, `shop@^1.2`, `image: acme/shop:2`. */
function asks(claim: Claim, fact: Fact, bare: Bare): Compared {
  const now = readRelease(fact.value ?? '')
  const asked = readRelease(claim.token)
  const constraint = claim.value ?? ''
  if (now === null || asked === null) return 'open'
  if (now.tag !== '' || asked.tag !== '' || isUnborn(now.numbers))
    return asked.tag === now.tag && compareShared(asked.numbers, now.numbers) === 0
      ? 'same'
      : 'open'
  if (admits(constraint, now.numbers, bare) !== false) return 'same'
  if (compareShared(asked.numbers, now.numbers) > 0) return 'open'
  const isRange = /[~^<>*]|\.x$/.test(constraint) || bare === 'compatible'
  if (isRange) return 'different'
  const line = now.numbers.slice(0, 2)
  if (bare === 'exact' && compareShared(asked.numbers, line) === 0) return 'example'
  return saysLatest(claim) || isInstalling(claim) ? 'different' : 'example'
}

/** "I used Shop v2.x and do not want to upgrade": the heading names another major release than that of today. */
function majorInHeading({ heading, token }: Claim, { value }: Fact): string | null {
  const asked = readRelease(token)?.numbers[0]
  if (asked === undefined || asked === readRelease(value ?? '')?.numbers[0]) return null
  const named = new RegExp(
    String.raw`(?<![\w.])(?:v${asked}(?:\.[\dx]{1,4})?|${asked}\.[\dx]{1,4})(?!\w)`,
    'i',
  )
  return heading.map((words) => named.exec(words)?.[0]).find((line) => line !== undefined) ?? null
}

/** Versions that a build fills in. */
const isUnborn = (numbers: readonly number[]): boolean => numbers.every((part) => part === 0)

const saysLatest = ({ quote }: Claim): boolean => /\b(?:latest|current|newest)\b/i.test(quote)

const isInstalling = ({ heading }: Claim): boolean => {
  const last = heading.at(-1)
  return (
    last === undefined ||
    (/\b(?:install|usage|getting started|quick ?start|set ?up|using|dependenc|download|maven|gradle|add)/i.test(
      last,
    ) &&
      !/\b(?:specific|particular|older|previous|exact)\b/i.test(last))
  )
}
