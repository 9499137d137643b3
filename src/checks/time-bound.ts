import type { Claim } from '../domain/claim.ts'
import type { Fact, FactKind, Survey } from '../domain/fact.ts'
import { readVersion } from '../values/versions.ts'
import { type Check, type Opinion, type Reading, unknown } from './check.ts'
import { evidenceOf, factsAbout } from './names.ts'
import { isDistinctive } from './shape.ts'
import { promisesIn } from './time/promises.ts'

const kinds: readonly FactKind[] = [
  'symbol',
  'signature',
  'option',
  'setting',
  'environment-variable',
  'cli-flag',
  'command',
  'package-script',
  'feature-flag',
  'metric',
  'api-operation',
]

/** A page promises something by a version or a day that has come; code tells whether it was done. */
export const timeBound: Check = {
  statesMore: true,
  about:
    'A page promises something by a version or a day that has come; code tells whether it was done.',
  against: ['version', 'symbol', 'option'],

  *mentions(reading: Reading) {
    yield* promisesIn(reading)
  },

  judge(claim, surveys): Opinion {
    const value = claim.value ?? ''
    if (claim.owner === 'soon')
      return unknown(
        'overdue',
        `the page last changed on ${value}, and its "${claim.token}" is long over`,
      )
    const isDay = /^20\d\d|[A-Za-z]/.test(value)
    if (!isDay) {
      const released = releasedBy(surveys)
      if (released === null)
        return unknown('incomplete-survey', 'nothing here states which version this code is')
      if (!hasReached(released.version, value))
        return unknown('planned', `${value} is not out: this code is ${released.version}`)
    }
    if (claim.owner !== 'removal')
      return unknown('overdue', `${value} is over; code does not tell what came of it`)
    return judgeRemoval(claim, isDay ? `${value} is over` : `${value} is out`, surveys)
  },
}

function judgeRemoval({ subject }: Claim, because: string, surveys: readonly Survey[]): Opinion {
  const facts = factsAbout(subject, kinds, surveys).filter(({ weak }) => !weak)
  const [fact] = facts.filter(isDeclared)
  if (!fact || !(isDistinctive(subject) || subject.startsWith('--')))
    return unknown(
      'overdue',
      facts.length === 0
        ? `${because}, and nothing here has ${subject}`
        : `${because}; ${subject} is too common a name`,
    )
  return {
    status: 'contradicted',
    because: `${because}, and ${subject} is still there`,
    actual: null,
    evidence: [evidenceOf(fact, surveys)],
    since: null,
    correction: null,
  }
}

const isDeclared = ({ role }: Fact): boolean => role !== 'read'

interface Released {
  readonly version: string
}

/** The version that this code is, where all repositories in scope say the same. */
function releasedBy(surveys: readonly Survey[]): Released | null {
  const versions = new Set(surveys.flatMap((survey) => versionOf(survey) ?? []))
  const [version] = versions
  return versions.size === 1 && version !== undefined ? { version } : null
}

function versionOf(survey: Survey): string | null {
  const stated = survey.names
    .flatMap((name) => survey.about(name, ['version']))
    .find(({ role, weak, value }) => role === 'release' && !weak && value !== null)
  return stated?.value ?? inManifest(survey) ?? survey.version
}

/** Where manifests at the root state the version of what they publish. */
const manifests: readonly (readonly [path: string, setting: string])[] = [
  ['package.json', 'version'],
  ['pyproject.toml', 'project.version'],
  ['pyproject.toml', 'tool.poetry.version'],
  ['Cargo.toml', 'package.version'],
  ['Cargo.toml', 'workspace.package.version'],
]

const inManifest = (survey: Survey): string | null =>
  manifests
    .flatMap(([path, name]) =>
      survey.about(name, ['setting']).filter((fact) => fact.path === path && fact.subject === name),
    )
    .find(({ value }) => value !== null)?.value ?? null

/** Whether a release is at or past a version that may leave out its last parts. A pre-release of it is not. */
function hasReached(released: string, promised: string): boolean {
  const [a, b] = [readVersion(released), readVersion(promised)]
  if (a === null || b === null || !('exact' in a) || !('exact' in b)) return false
  for (let place = 0; place < Math.max(a.exact.length, b.exact.length); place++) {
    const difference = (a.exact[place] ?? 0) - (b.exact[place] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return a.tag === ''
}
