import type { Claim } from '../domain/claim.ts'
import type { Fact, Survey } from '../domain/fact.ts'
import type { Block } from '../domain/passage.ts'
import { type Check, type Mention, type Opinion, type Reading, unknown } from './check.ts'
import { isOwnModule, pythonModule } from './imports/modules.ts'
import { importsIn } from './imports/statements.ts'
import { evidenceOf, factsAbout } from './names.ts'
import { nearest } from './nearest/nearest.ts'
import { isDistinctive, isPlaceholder } from './shape.ts'

/** A sample imports something from a package of this code; the package must have it. */
export const codeSample: Check = {
  about: 'A sample imports something from a package of this code; the package must have it.',
  against: ['symbol', 'file-path'],
  isSure: true,

  *mentions({ passage }: Reading): Iterable<Mention> {
    for (const block of passage.blocks) {
      yield* spelledOut(block)
      for (const { name, module, span, isModule, language } of importsIn(block)) {
        if (isPlaceholder(module) || isPlaceholder(name)) continue
        // What `import acme` says is only that there is a package of that name.
        if (isModule && (language !== 'python' || !module.includes('.'))) continue
        yield {
          subject: name,
          owner: module,
          token: name,
          span,
          block,
          ...(isModule ? { value: 'module' } : {}),
        }
      }
    }
  },

  judge(claim, surveys): Opinion {
    const module = claim.owner ?? ''
    if (!isOwnModule(module, surveys))
      return unknown('other-project', `${module} is a package that is not made here`)
    if (claim.tentative && answersToAny(surveys))
      return unknown(
        'incomplete-survey',
        `code here answers to names that it does not write out, and ${module} may`,
      )
    if (claim.value === 'module') return judgeModule(claim.subject, surveys)
    if (claim.tentative && isMissing(module, surveys)) return judgeModule(module, surveys)
    return judgeImported(claim, module, surveys)
  },
}

/** `mypkg.client`, `mypkg.client.Sentinel`: a module, or what it has, as Python spells it out where nothing is imported. */
const dotted = /^([a-z_]\w*(?:\.[a-z_]\w*){1,6})(?:\.([A-Z]\w*))?$/
const quoted = /(["'])([a-z_]\w*(?:\.[a-z_]\w*){1,6}\.[A-Z]\w*)\1/g

/** `harbour.conf`, `harbour.dev`: a file or a domain. */
const noModule =
  /\.(?:conf|cfg|ini|toml|ya?ml|json|log|db|sock|pid|service|socket|timer|target|dev|io|org|com|net|app|sh|env|lock|exe|zip|gz|xml|csv|txt|md|rst|html?|js|ts|rb|go|rs|local|internal|test)$/i
/** Words of sentences that speak of code, and of what else has names with dots. */
const ofCode =
  /\b(?:modules?|packages?|submodules?|import(?:s|ed)?|source|code|implement\w*|functions?|class(?:es)?|tests?)\b/i
const ofOthers =
  /\b(?:gauges?|metrics?|counters?|histograms?|loggers?|events?|topics?|queues?|keys?|labels?|settings?|options?|domains?|hosts?|units?|tables?|columns?|fields?|permissions?|scopes?|namespaces?)\b/i

function* spelledOut(block: Block): Iterable<Mention> {
  if (block.kind === 'code') {
    if (block.text.length > 50_000) return
    for (const { 2: path = '', index } of block.text.matchAll(quoted))
      yield* spelled(block, path, block.textStart + index + 1)
  } else
    for (const { kind, text, textSpan } of block.marks)
      if (
        kind === 'code' &&
        !noModule.test(text) &&
        ofCode.test(block.text) &&
        !ofOthers.test(wordsBefore(block, textSpan[0])) &&
        block.text.startsWith(text, textSpan[0] - block.textStart)
      )
        yield* spelled(block, text, textSpan[0])
}

const wordsBefore = ({ text, textStart }: Block, at: number): string =>
  text.slice(Math.max(0, at - textStart - 30), at - textStart)

/** Nobody knows yet whether the package is ours. */
function* spelled(block: Block, path: string, start: number): Iterable<Mention> {
  const [, module = '', name] = dotted.exec(path) ?? []
  if (module === '' || isPlaceholder(path)) return
  const token = name ?? module
  const at = start + path.lastIndexOf(token)
  yield {
    subject: token,
    owner: module,
    token,
    span: [at, at + token.length],
    block,
    tentative: true,
    ...(name === undefined ? { value: 'module' } : {}),
  }
}

/** `def __getattr__(name)`: some module here has names that it does not write out, https://peps.python.org/pep-0562/ */
const answersToAny = (surveys: readonly Survey[]): boolean =>
  surveys.some((survey) => survey.occurrences('__getattr__') > 0)

const isMissing = (module: string, surveys: readonly Survey[]): boolean =>
  surveys.some((survey) => pythonModule(module, survey).is === 'missing')

function judgeModule(module: string, surveys: readonly Survey[]): Opinion {
  const found = surveys.map((survey) => ({ survey, at: pythonModule(module, survey) }))
  const there = found.find(({ at }) => at.is === 'file' || at.is === 'package')
  if (there) return { status: 'holds', evidence: [] }
  const missing = found.find(({ at }) => at.is === 'missing')
  if (missing?.at.is !== 'missing')
    return unknown('incomplete-survey', `no survey knows where ${module} lies`)
  const name = module.split('.').at(-1) ?? module
  // A module can be put together by its package while the program runs.
  const named = factsAbout(name, ['symbol'], surveys).filter(({ weak }) => !weak)
  return {
    status: 'absent',
    lost: { kind: 'file-path', path: missing.at.path },
    whole: null,
    distinctive: true,
    stillStands: named.filter(({ path }) => path.endsWith('__init__.py')).length,
    near: null,
    otherwise: null,
  }
}

function judgeImported(claim: Claim, module: string, surveys: readonly Survey[]): Opinion {
  const facts = factsAbout(claim.subject, ['symbol'], surveys)
  const strong = facts.filter(({ weak, owner }) => !weak && owner === null)
  const homes = surveys.map((survey) => pythonModule(module, survey))
  const files = homes.flatMap((home) =>
    home.is === 'file' || home.is === 'package' ? [home.path] : [],
  )
  const inside = strong.find(({ path }) => files.includes(path))
  if (inside) return holds(inside, surveys)
  if (isSubmodule(claim.subject, module, surveys)) return { status: 'holds', evidence: [] }
  // What a package hands on from one of its modules, no fact tells.
  if (strong[0] && !homes.some(({ is }) => is === 'file' || is === 'missing'))
    return holds(strong[0], surveys)
  if (strong[0] || facts[0])
    return unknown(
      'ambiguous',
      `${claim.subject} is declared elsewhere, and ${module} may hand it on`,
    )
  return {
    status: 'absent',
    lost: { kind: 'symbol', subject: claim.subject, owner: null },
    whole: null,
    distinctive: isDistinctive(claim.subject) || /^[A-Z]/.test(claim.subject),
    stillStands: surveys.reduce((sum, survey) => sum + survey.occurrences(claim.subject), 0),
    near: nearest(claim.subject, surveys, ['symbol']),
    otherwise: null,
  }
}

const holds = (fact: Fact, surveys: readonly Survey[]): Opinion => ({
  status: 'holds',
  evidence: [evidenceOf(fact, surveys)],
})

const isSubmodule = (name: string, module: string, surveys: readonly Survey[]): boolean =>
  surveys.some((survey) => {
    const { is } = pythonModule(`${module}.${name}`, survey)
    return is === 'file' || is === 'package'
  })
