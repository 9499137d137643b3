import { posix } from 'node:path'
import type { Claim } from '../../domain/claim.ts'
import { unknown } from '../check.ts'
import { isDistinctive } from '../shape.ts'
import { isVendored } from './conventions.ts'
import { type Doubt, lastName, ofPrograms, stillWritten } from './loss.ts'

/** So many files that hold a word are looked into. */
const mostFiles = 20

/** What people read, what was built once, and lists for translators: an old name stands there as it does on the page. */
const isText = (path: string): boolean =>
  /\.(?:mdx?|mdc|markdown|rst|adoc|asciidoc|txt|text|org|tex|texi|pod|rdoc|html?|po|pot|ipynb|[1-9]|man|lock|map|snap|svg)$|\.min\.\w+$/i.test(
    path,
  ) ||
  /(?:^|\/)(?:dist|build|out|target)\//.test(path) ||
  /(?:^|\/)(?:docs?|documentation|web-?site|site|change(?:log)?s?|news|history)(?:[./]|$)/i.test(
    path,
  )

/**
 * The name anywhere in the tree outside of comments and documents: in a template, a test, a file that a machine wrote, a format of which
 * nobody reads facts. Whoever says that nothing has it any more must not be shown it.
 */
export const standsInTree: Doubt = async ({ opinion, claim, fate, ground }) => {
  const { lost, whole, otherwise, exact } = opinion
  if (fate.is !== 'gone' || whole !== null || otherwise !== null) return null
  if (lost.kind === 'file-path' || !ofPrograms.has(lost.kind)) return null
  const word = lastName(lost.subject).replace(/^-+/, '')
  if (exact === true || !isDistinctive(word)) return null
  const holding = (await ground.history.filesHolding(word)).filter(
    (path) => !isText(path) && !isVendored(path),
  )
  for (const path of holding.slice(0, mostFiles))
    if (await ground.history.stillIn(path, word)) return stillWritten(claim, 1)
  return null
}

/** `resources.requests.cpu`: one file of code declares each level of the path, which settings once spelled out elsewhere. */
export const declaredByLevels: Doubt = ({ opinion, fate, ground }) => {
  const { lost } = opinion
  if (fate.is !== 'gone' || opinion.exact !== true || lost.kind === 'file-path') return null
  if (lost.kind !== 'option' && lost.kind !== 'setting') return null
  const levels = lost.subject.split('.')
  if (levels.length < fewestLevels) return null
  const [first = new Set<string>(), ...others] = levels.map(
    (level) =>
      new Set(
        ground.survey
          .about(level, ['option', 'setting', 'symbol'])
          .flatMap(({ path, weak }) => (weak || isText(path) ? [] : [path])),
      ),
  )
  const path = [...first].find((one) => others.every((paths) => paths.has(one)))
  return path === undefined
    ? null
    : unknown('ambiguous', `${path} declares every level of ${lost.subject}`)
}

/** A path of fewer names says too little: any file has two of them. */
const fewestLevels = 3

/** `acme.js` of a package's `"files"`: built, and not kept. */
export const namedByManifest: Doubt = async ({ opinion: { lost }, claim, fate, ground }) => {
  if (lost.kind !== 'file-path' || fate.is === 'moved' || !isBuilt(claim)) return null
  const name = posix.basename(lost.path)
  for (const path of await ground.history.filesHolding(name))
    if (posix.basename(path) === 'package.json' && !isText(path))
      return unknown('created-by-reader', `${path} names ${name}, which a build may make`)
  return null
}

const isBuilt = ({ subject }: Claim): boolean => /\.(?:[cm]?js|d\.ts|css)$/.test(subject)
