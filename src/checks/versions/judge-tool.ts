import type { Claim } from '../../domain/claim.ts'
import type { Fact, Survey } from '../../domain/fact.ts'
import { admits, compareShared, readRelease } from '../../values/constraints.ts'
import { type Opinion, unknown } from '../check.ts'
import { evidenceOf, factsAbout } from '../names.ts'
import { isOfPart, isOfProgramBelow, placeOf } from '../parts.ts'
import { isOfExamples } from '../past/conventions.ts'
import { otherSpellings } from '../spellings.ts'
import {
  agree,
  askedBeside,
  askedFor,
  type Bound,
  boundsOf,
  isOfNamedPart,
  numbersOf,
  ofTests,
} from './bounds.ts'
import { ofOwnRelease } from './of-release.ts'
import { differing, factsNamed, factsOnParts, nearestTo } from './stated.ts'
import { whoseIs } from './subject.ts'

/** What a page says the project needs or is built with, compared with manifests, then with what it is tested with. */
export function judgeTool(claim: Claim, surveys: readonly Survey[]): Opinion {
  const written = readRelease(claim.value ?? '')?.numbers
  const said = written && numbersOf(claim.subject, written)
  if (said === undefined) return unknown('ambiguous', `${claim.token} is no version`)
  if (claim.sense !== 'pin' && surveys.some(({ names }) => names.includes(claim.subject)))
    return unknown(
      'conditional',
      `it says what is so from some ${claim.subject} on, not what is needed`,
    )
  const other = whoseIs(claim, surveys)
  if (other !== null) return unknown('other-project', `the sentence speaks of ${other}`)
  const older = ofOwnRelease(claim, surveys)
  if (older !== null) return older
  const facts = factsAbout(claim.subject, ['version'], surveys).filter(
    ({ role, path }) => role !== 'release' && !ofPipelines.test(path),
  )
  const needed = facts.filter(({ role }) => role === 'minimum')
  const minimums = boundsOf(nearestTo(claim, needed, surveys))
  const pins = boundsOf(
    nearestTo(
      claim,
      facts.filter(({ role }) => role === 'pin'),
      surveys,
    ),
  )
  if (claim.sense === 'pin' && pins.length > 0)
    return judgePin(claim, said, pins, minimums, surveys)
  if (minimums.length > 0)
    return judgeMinimum(claim, said, { near: minimums, all: boundsOf(needed) }, surveys)
  const asked = askedFor(said, boundsOf(needed)) ?? askedBeside(claim, needed, surveys)
  if (asked !== null) return asked
  if (pins.length > 0) return judgeTested(claim, said, pins, surveys)
  return judgeDependency(claim, said, surveys)
}

/** Manifests of programs that only a pipeline runs; what its settings say tells with what is tested. */
const ofPipelines = /(?:^|\/)\.github\/actions\/.*(?<!\.ya?ml)$/

const holds = ({ fact }: Bound, surveys: readonly Survey[]): Opinion => ({
  status: 'holds',
  evidence: [evidenceOf(fact, surveys)],
  actual: fact.value ?? '',
})

function judgeMinimum(
  claim: Claim,
  said: readonly number[],
  bounds: { readonly near: readonly Bound[]; readonly all: readonly Bound[] },
  surveys: readonly Survey[],
): Opinion {
  const isExact = claim.sense !== 'minimum'
  const fitting = bounds.near.find(({ numbers }) => {
    const apart = compareShared(said, numbers)
    return apart === 0 || (isExact && apart > 0)
  })
  if (fitting) return holds(fitting, surveys)
  const strong = bounds.near.filter(({ fact }) => !fact.weak && !ofTests.test(fact.path))
  const [first] = strong
  if (first === undefined)
    return unknown('example', `only tests or examples say which ${claim.subject}`)
  if (!agree(strong, said.length))
    return unknown('ambiguous', `manifests here ask for several versions of ${claim.subject}`)
  const asked = askedFor(
    said,
    bounds.all.filter(({ fact }) => isOfNamedPart(claim, fact, surveys)),
  )
  if (asked !== null) return asked
  if (asksForMore(claim, said, first)) return ofFeature(claim)
  if (isOfFeature(claim))
    return unknown(
      'conditional',
      `the sentence says from which ${claim.subject} on one thing works`,
    )
  if (isOfExample(claim, first.fact, surveys))
    return unknown('ambiguous', `${first.fact.path} speaks for more than the example of the page`)
  return differing(claim, first.fact, first.numbers, surveys, {
    because: `${first.fact.path} asks for ${claim.subject} ${first.fact.value}`,
    needsPast: surveys.some((survey) => isOfProgramBelow(claim, first.fact.path, survey)),
  })
}

/** An example with a manifest of its own needs what that says, and not what the repository around it is developed with. */
const isOfExample = (claim: Claim, { path, repository }: Fact, surveys: readonly Survey[]) =>
  (isOfExamples(placeOf(claim)) || /(?:^|\/)tutorials?\//i.test(placeOf(claim))) &&
  surveys.some((survey) => survey.repository === repository && !isOfPart(claim, path, survey))

/** "On Node 24.9 and later …": who names a newer version than the manifest asks for may speak of one feature. */
const asksForMore = ({ sense }: Claim, said: readonly number[], { numbers }: Bound): boolean =>
  sense === 'minimum' && compareShared(said, numbers) > 0

/** "It also supports f-strings from Python 3.6 on": what one feature asks for. */
const sinceOfFeature =
  /\bsupports? (?!\S*(?:every|all|any|python|node|java|ruby|php|go|rust)\b)[^.;:]{1,80}\b(?<!(?:versions?|interpreters?|releases?) )(?:from|since|starting (?:with|from|in)) (?:version )?[`*_]{0,2}[\w.]{1,20}[`*_]{0,2}[ >=]{0,4}$/i
const isOfFeature = ({ quote, token }: Claim): boolean =>
  sinceOfFeature.test(quote.slice(0, Math.max(0, quote.indexOf(token))))

const ofFeature = ({ subject, value }: Claim): Opinion =>
  unknown('conditional', `code does with an older ${subject}; ${value} may be what a feature needs`)

/** Pipelines that publish or tidy: nothing is tested there with the versions that users may have. */
const forReleases =
  /(?:^|\/)\.github\/workflows\/[^/]*(?:publish|release|deploy|docs|pages|site|lint|format|label|stale|triage|bot|sync|codeql|size|bench)[^/]*$/i

/** Files by which those who develop the code share one version of a tool. */
const forDevelopers =
  /(?:^|\/)(?:\.?mise(?:\.[\w-]+)?\.toml|\.tool-versions|\.(?:node|python|ruby|java|go|terraform|opentofu)-version|\.nvmrc|\.sdkmanrc|devbox\.json)$/

/** No manifest says what is needed: the oldest version that code is tested with is a good sign, the past a proof. */
function judgeTested(
  claim: Claim,
  said: readonly number[],
  bounds: readonly Bound[],
  surveys: readonly Survey[],
): Opinion {
  const strong = bounds
    .filter(({ fact }) => !fact.weak && !forReleases.test(fact.path))
    .sort((a, b) => compareShared(a.numbers, b.numbers))
  const [oldest] = strong
  if (oldest === undefined)
    return unknown('example', `only tests or examples say which ${claim.subject}`)
  const apart = compareShared(said, oldest.numbers)
  if (apart === 0) return holds(oldest, surveys)
  if (apart > 0 || (claim.sense === 'minimum' && forDevelopers.test(oldest.fact.path)))
    return unknown('ambiguous', `no manifest says which ${claim.subject} is needed`)
  return differing(claim, oldest.fact, oldest.numbers, surveys, {
    because: `the oldest ${claim.subject} that this is built or tested with is ${oldest.fact.value}`,
    needsPast: true,
  })
}

function judgePin(
  claim: Claim,
  said: readonly number[],
  pins: readonly Bound[],
  minimums: readonly Bound[],
  surveys: readonly Survey[],
): Opinion {
  const same = [...pins, ...minimums].find(({ numbers }) => compareShared(said, numbers) === 0)
  if (same) return holds(same, surveys)
  const strong = pins.filter(({ fact }) => !fact.weak)
  const [first] = strong
  if (first === undefined || !agree(strong, said.length))
    return unknown('ambiguous', `several versions of ${claim.subject} are in use here`)
  const named = constantSaying(claim, surveys)
  if (named !== undefined)
    return unknown('ambiguous', `${named.path} has ${named.subject} at ${named.value}`)
  return differing(claim, first.fact, first.numbers, surveys, {
    because: `${first.fact.path} uses ${claim.subject} ${first.fact.value}`,
    needsPast: true,
  })
}

/** `helmVersion = "3.18.3"`: what a program itself brings along, whatever its developers have on their machines. */
const constantSaying = ({ subject, value }: Claim, surveys: readonly Survey[]): Fact | undefined =>
  [`${subject}-version`, ...otherSpellings(`${subject}-version`)]
    .flatMap((name) => [name, name.toUpperCase()])
    .flatMap((name) => factsAbout(name, ['symbol', 'option', 'setting'], surveys))
    .find((fact) => !fact.weak && fact.value === value)

/** Manifests that name the one version that is built with: what its users need at least may be older. */
const namesOneOnly =
  /(?:^|\/)(?:pom\.xml|go\.mod)$|\.gradle(?:\.kts)?$|\.versions\.toml$|\.(?:cs|fs|vb)proj$|\.props$/

/** A package or an image by the name that the page uses; what only shares the name is told apart by the past. */
function judgeDependency(
  claim: Claim,
  said: readonly number[],
  surveys: readonly Survey[],
): Opinion {
  const facts = [
    ...factsNamed(claim.subject, 'dependency', surveys),
    ...factsOnParts(claim.subject, surveys),
    ...imagesFor(claim, surveys),
  ].filter(({ role }) => role !== 'development')
  const bounds = boundsOf(nearestTo(claim, facts, surveys))
  const fitting = bounds.find(
    ({ fact, numbers }) =>
      compareShared(said, numbers) === 0 ||
      (claim.sense !== 'minimum' && admits(fact.value ?? '', said, 'compatible') === true),
  )
  if (fitting) return holds(fitting, surveys)
  const strong = bounds.filter(({ fact }) => !fact.weak)
  const [first] = strong
  if (first === undefined)
    return unknown('never-existed', `nothing here says which version of ${claim.subject} it needs`)
  if (!agree(strong, said.length))
    return unknown('ambiguous', `manifests here ask for several versions of ${claim.subject}`)
  const asked = askedFor(said, boundsOf(facts))
  if (asked !== null) return asked
  if (asksForMore(claim, said, first)) return ofFeature(claim)
  if (claim.sense === 'minimum' && namesOneOnly.test(first.fact.path))
    return unknown(
      'ambiguous',
      `${first.fact.path} is built with ${first.fact.subject} ${first.fact.value}; an older one may do`,
    )
  return differing(claim, first.fact, first.numbers, surveys, {
    because: `${first.fact.path} asks for ${first.fact.subject} ${first.fact.value}`,
    needsPast: true,
  })
}

/** A tag that begins with a version; `noble-20260113` and `latest` are none that another could be compared with. */
const numberedTag = /^v?\d{1,5}(?:\.\d{1,9}){0,3}(?=$|[-_+@])/

/** Images of the part that the page stands in; those of the whole repository only where the sentence speaks of images. */
const imagesFor = (claim: Claim, surveys: readonly Survey[]): readonly Fact[] =>
  factsNamed(claim.subject, 'image', surveys).filter(
    ({ path, value, repository }) =>
      numberedTag.test(value ?? '') &&
      (/\b(?:docker|container)/i.test(claim.quote) ||
        surveys.some(
          (survey) => survey.repository === repository && isOfPart(claim, path, survey),
        )),
  )
