import { posix } from 'node:path'
import type { Fact, Survey } from '../../../domain/fact.ts'
import type { Change } from '../../../domain/repository.ts'
import { readVersion } from '../../../values/versions.ts'
import { unknown } from '../../check.ts'
import type { Ground } from '../../run.ts'
import { isRelease } from '../../versions/stated.ts'
import type { Asked } from '../absent.ts'
import { type Doubt, isPath } from '../loss.ts'
import { speaksOfThisCode } from '../manner.ts'

/** `2.0.0` of `2.0.0-beta.3`: the release that a version is on the way to; null where it is one, or a state between any two. */
function comingWith(version: string): string | null {
  const read = readVersion(version)
  return read !== null &&
    'exact' in read &&
    /^-?(?:alpha|beta|rc|pre|next|canary|[ab]\d)/.test(read.tag)
    ? read.exact.join('.')
    : null
}

const releases = new WeakMap<Survey, readonly Fact[]>()

function releasesIn(survey: Survey): readonly Fact[] {
  const known = releases.get(survey)
  if (known !== undefined) return known
  const found = [...survey.subjects('version')]
    .flatMap((subject) => survey.about(subject, ['version']))
    .filter((fact) => isRelease(fact) && fact.value !== null)
  releases.set(survey, found)
  return found
}

/** What states the version of the package that a file belongs to. */
function releaseOf(path: string, survey: Survey): Fact | null {
  const above = releasesIn(survey).filter((fact) => {
    const folder = posix.dirname(fact.path)
    return folder === '.' || path.startsWith(`${folder}/`)
  })
  const depth = (fact: Fact): number => fact.path.split('/').length
  const [nearest] = above.sort((a, b) => depth(b) - depth(a))
  if (nearest?.value === 'workspace')
    return above.find(({ subject }) => subject === 'workspace') ?? null
  // Of several manifests in one folder nobody knows which is the code's.
  return (
    above.find(
      (fact) => nearest && depth(fact) === depth(nearest) && comingWith(fact.value ?? '') === null,
    ) ??
    nearest ??
    null
  )
}

/** A manual that is meant for what is coming follows it sooner. */
const longMs = 120 * 24 * 3_600_000

/**
 * The release that a package is on the way to, where a change to a file of its has been in none before and is months older than what
 * came last to the manifest; null where it has.
 * The version that was stated then may be that of the release before, which nobody takes back when the next one begins.
 */
async function comingBy({ date }: Change, path: string, ground: Ground): Promise<string | null> {
  const release = releaseOf(path, ground.survey)
  const coming = comingWith(release?.value ?? '')
  if (release === null || coming === null || date === null) return null
  const touched = (await ground.history.datesOf(release.path))?.modified
  if (touched === undefined || Date.parse(touched) - Date.parse(date) < longMs) return null
  const former = await ground.history.formerValues(release.subject, ['version'], null)
  const stated = former.filter(({ was }) => was.path === release.path)
  // What never came out has no last release that a page could be about.
  if (stated.every(({ value }) => comingWith(value) !== null)) return null
  const [, ...later] = stated
    .filter(({ change }) => (change.date ?? '') >= date)
    .sort((a, b) => (a.change.date ?? '').localeCompare(b.change.date ?? ''))
  return later.every(({ value }) => comingWith(value) === coming) ? coming : null
}

/** Manuals that are published are for those who have the last release. */
const manual =
  /(?:^|\/)(?:docs?|documentation|website|site|www|manual|guides?|book)\/(?!.*readme\.)/i

/** Why what a manual says may be so in the last release, where a change has come since that is not out; null where it is, or the page is of it. */
export async function notOutYet(
  { claim, page }: Pick<Asked, 'claim' | 'page'>,
  change: Change,
  path: string,
  ground: Ground,
): Promise<string | null> {
  if (!manual.test(page.home?.path ?? '') || speaksOfThisCode(claim, page)) return null
  const coming = await comingBy(change, path, ground)
  const isOfComing =
    coming !== null && [page.home?.path, page.title].some((words) => words?.includes(coming))
  return coming === null || isOfComing
    ? null
    : `the change comes with ${coming}, which is not out yet, and the page may be about the last release`
}

/** A name that left on the way to a release which is not out yet: manuals tell what is. */
export const leftAhead: Doubt = async (loss) => {
  if (isPath(loss)) return null
  const { fate, ground } = loss
  const because = await notOutYet(loss, fate.change, fate.was.path, ground)
  return because === null ? null : unknown('other-project', because)
}
