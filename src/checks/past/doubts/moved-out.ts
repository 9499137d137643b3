import { posix } from 'node:path'
import { unknown } from '../../check.ts'
import { broughtIn, takenOver } from '../dependencies.ts'
import { type Doubt, isOfOptions, isPath, type Loss, surveysOf } from '../loss.ts'

const movedOut =
  /\b(?:mov(?:e[sd]?|ing)|extract(?:s|ed|ing)?|split(?:s|ting)?|break(?:s|ing)?|broke|spin(?:ning)?|spun|migrat(?:e[sd]?|ing))\b.{0,80}\b(?:out\b(?! of (?:date|order))|(?:own|separate|another|different|individual|standalone|dedicated|external) (?:[\w-]{1,40} )?(?:repos?|repositor(?:y|ies)|packages?|projects?|library|gem|crate)\b|https?:\/\/)|\bremov(?:e[sd]?|ing) (?:the )?(?:already )?extracted\b|\bremov(?:e[sd]?|ing)\b.{0,60}(?:->|→|=>|,|\() ?(?:(?:has been |was |is )?moved|extracted) to\b|\bmov(?:e[sd]?|ing)\b.{0,80}\b(?:in)?to (?:an? )?new (?:distribution|repo(?:sitory)?|gem)\b(?! (?:class|pattern|interface|layer|layout|structure|object|method))/i

/** "Replace search with a stub of the external tidesearch library", "Deprecate Acme.Consul in favor of a dedicated repository" */
const replacedBy =
  /\b(?:replac(?:e[sd]?|ing)|in favou?r of)\b.{0,120}\b(?:own|separate|another|different|individual|standalone|dedicated|external) (?:[\w-]{1,40} )?(?:repos?|repositor(?:y|ies)|packages?|library|gem|crate)\b|\buse[sd]?\b.{0,40}\b(?:own|separate|individual|dedicated) repo(?:s\b|sitor(?:y|ies)\b)/i

/** "Replace local tides.js with the @acme/tides package": what that file had, the package may have. */
const replacedFile =
  /\breplac(?:e[sd]?|ing) (?:the |our )?(?:local|own|in-?house|bundled|hand-?written|home-?grown|custom) [`'"]?([\w.-]{1,60}\.\w{1,5})[`'"]?.{0,80}\bwith\b.{0,80}\b(?:packages?|library|gem|crate)\b/i

/** "Extract the parser", where the file went. */
const extracted = /^(?:\W{0,3}[\w()/-]{1,20}[\]:]{1,2} )?extract(?:s|ed|ing)?\b/i

/** "Factored out Berths", where the folder `Berths/` went. */
const factoredOut = /^\W{0,3}factor(?:s|ed|ing)? out (?:the )?[`'"]?([\w.-]{2,60})/i

function isFolderFactoredOut(subject: string, { fate, ground }: Loss): boolean {
  const name = factoredOut.exec(subject)?.[1]?.toLowerCase()
  const parts = fate.was.path.split('/').slice(0, -1)
  const at = parts.findIndex((part) => part.toLowerCase() === name)
  return at >= 0 && !ground.survey.paths.has(parts.slice(0, at + 1).join('/'))
}

/** "Move the message structure to acme/pkg": a package that this code depends on; "move from one to the other" takes nothing there. */
const movedTo =
  /\b(?:mov(?:e[sd]?|ing)|extract(?:s|ed|ing)?) (?!.{0,100}\bfrom\b).{1,100}\b(?:in)?to [`'"]?(@?[\w.-]{1,60}(?:\/[\w.-]{1,60}){1,4})/i

const movesToDependency = (subject: string, { survey }: Loss['ground']): boolean => {
  const [, taker] = movedTo.exec(subject) ?? []
  return (
    taker !== undefined &&
    !survey.paths.has(taker) &&
    [...survey.subjects('dependency')].some((name) => name === taker || name.endsWith(`/${taker}`))
  )
}

/** A change that says itself that it took something elsewhere. */
export const saidToMoveOut: Doubt = (loss) => {
  const { subject } = loss.fate.change
  const hasFile = loss.ground.survey.paths.has(loss.fate.was.path)
  const says =
    subject !== null &&
    (movedOut.test(subject) ||
      replacedBy.test(subject) ||
      movesToDependency(subject, loss.ground) ||
      replacedFile.exec(subject)?.[1] === posix.basename(loss.fate.was.path) ||
      isFolderFactoredOut(subject, loss) ||
      (!hasFile && extracted.test(subject)))
  return loss.fate.is === 'gone' && !isPath(loss) && says
    ? unknown('other-project', `the change that took it away says "${subject.slice(0, 120)}"`)
    : null
}

export const leftWithFolder: Doubt = (loss) => {
  const { fate } = loss
  if (fate.is !== 'gone' || isPath(loss)) return null
  const taker = takenOver(fate.was.path, surveysOf(loss))
  return taker === null
    ? null
    : unknown(
        'other-project',
        `it left with ${posix.dirname(fate.was.path)}; this code depends on ${taker} now, which may have it still`,
      )
}

const ofCluster = /(?:^|\/)(?:k8s|kubernetes|helm|charts?|manifests|kustomize)\//i

/** Where nothing is left here of the folder that told what runs in a cluster, another place tells it: what runs there runs on. */
export const leftWithCluster: Doubt = ({ opinion: { lost }, fate, ground }) => {
  if (fate.is !== 'gone' || !(lost.kind === 'resource' || isOfOptions(lost))) return null
  const folder = ofCluster.exec(fate.was.path)
  if (folder === null || !/\.(?:ya?ml|json|tpl)$/.test(fate.was.path)) return null
  for (const path of ground.survey.paths) if (ofCluster.test(`${path}/`)) return null
  const name = fate.was.path.slice(0, folder.index + folder[0].length - 1)
  return unknown('other-project', `it left with all of ${name}: what runs there is told elsewhere`)
}

export const leftForDependency: Doubt = async (loss) => {
  const { fate, ground, claim, page } = loss
  const isWhole = loss.opinion.whole !== null
  if (fate.is !== 'gone' || isPath(loss) || isWhole || claim.kind === 'dependency') return null
  const taker = broughtIn(
    await ground.history.dependenciesBroughtBy(fate.change),
    { claim, page },
    ground.survey.names,
  )
  return taker === null
    ? null
    : unknown(
        'other-project',
        `the change that took it away brought ${taker} in, which may have it now`,
      )
}

/** Lines that bring a module in, in whatever language: Go lists paths in quotes. */
const importing =
  /^[ \t]*(?:(?:import|from|use|using|require(?:_once|_relative)?|include|#include|extern crate)\b.*|(?:const|let|var)\b.*\brequire\(.*|(?:[\w.]{1,40}[ \t]+)?"[\w.-]+\.[a-z]{2,6}\/[^"\n]{1,200}")[ \t]*$/gm

/** The modules that a file brings in, but for those beside it. */
const modulesIn = (text: string): ReadonlySet<string> =>
  new Set(
    Array.from(
      text.matchAll(importing),
      ([line]) =>
        /["'<]([^"'<>\n]{2,200})["'>]/.exec(line)?.[1] ??
        /^\s*\w+\s+(?:static\s+)?([\w.:\\/-]+)/.exec(line)?.[1] ??
        '',
    ).filter((module) => module !== '' && !module.startsWith('.')),
  )

/**
 * A file that lost more than half of itself, and now brings in what it did not before from a package that this code depends on,
 * leaves to that package what it once did.
 */
export const leftToImport: Doubt = async (loss) => {
  const { fate, ground } = loss
  if (fate.is !== 'gone' || isPath(loss) || loss.opinion.whole !== null) return null
  const now = await ground.history.textNow(fate.was.path)
  const before = now && (await ground.history.textBefore(fate.change, fate.was.path))
  if (!now || !before || now.length * 2 > before.length) return null
  const known = modulesIn(before)
  const fresh = [...modulesIn(now)].filter((module) => !known.has(module))
  const taker = [...ground.survey.subjects('dependency')].find((name) =>
    fresh.some((module) => isIn(module, name) || isIn(module, name.replaceAll('-', '_'))),
  )
  return taker === undefined
    ? null
    : unknown(
        'other-project',
        `${fate.was.path} leaves most of what it did to ${taker} now, which may have it`,
      )
}

/** Whether a module is a package, or lies in it. */
const isIn = (module: string, name: string): boolean =>
  module.startsWith(name) && !/[\w-]/.test(module[name.length] ?? '')

/** Manifests by which a folder is published as a package of its own; `*` stands for the name of the folder. */
const manifests = [
  'package.json',
  'composer.json',
  'Cargo.toml',
  'pyproject.toml',
  'setup.py',
  'go.mod',
  'pom.xml',
  '*.csproj',
  '*.gemspec',
]
const neverPublished = /"private"\s*:\s*true|^\s*publish\s*=\s*false/m

/**
 * What left with a whole package is not gone for those who use that package, where the page speaks of it: it may be kept elsewhere now, and
 * what was published of it is there to be installed.
 */
export const leftWithPackage: Doubt = async (loss) => {
  const { fate, claim, opinion } = loss
  const isOfCode = opinion.lost.kind === 'symbol' || isOfOptions(opinion.lost)
  if (fate.is !== 'gone' || !isOfCode) return null
  const folder = await packageOf(loss)
  return folder === null
    ? null
    : unknown(
        'other-project',
        `${claim.subject} left with all of ${folder}, a package of its own that may be kept elsewhere`,
      )
}

/** The folder that the page names, whose manifest went in the change that a loss came with; null where there is none. */
async function packageOf({ fate, ground, page }: Loss): Promise<string | null> {
  const parts = fate.was.path.split('/').slice(0, -1)
  const said = `${page.title}\n${page.text}`.toLowerCase()
  for (let depth = parts.length; depth > 0; depth -= 1) {
    const folder = parts.slice(0, depth).join('/')
    const name = parts[depth - 1] ?? ''
    if (ground.survey.paths.has(folder)) return null
    for (const manifest of manifests) {
      const path = posix.join(folder, manifest.replace('*', name))
      const text = await ground.history.textBefore(fate.change, path)
      if (text === null) continue
      const [ended] = await ground.history.fates([{ kind: 'file-path', path }])
      const isSame = ended?.is === 'gone' && ended.change.commit === fate.change.commit
      return isSame && !neverPublished.test(text) && said.includes(name.toLowerCase())
        ? folder
        : null
    }
  }
  return null
}
