import type { Fact, Survey } from '../domain/fact.ts'
import type { Mark } from '../domain/passage.ts'
import { packageNames } from '../values/packages.ts'
import { type Check, type Opinion, type Reading, unknown } from './check.ts'
import { extrasIn, judgeExtra } from './dependencies/extras.ts'
import { firstMarks, useOf } from './dependencies/used.ts'
import { evidenceOf, factsAbout } from './names.ts'
import { nearest } from './nearest/nearest.ts'
import { isEveryday, isPlaceholder } from './shape.ts'

/** `env_logger`, `@fastify/error`, `github.com/spf13/cobra`. */
const packageShaped =
  /^(?:@[a-z0-9-]{1,60}\/|[a-z0-9-]{1,60}(?:\.[a-z]{2,6})(?:\/[\w.-]{1,60}){0,3}\/)?[a-z0-9][a-z0-9._-]{2,80}[a-z0-9]$/
const fileLike =
  /\.(?:[cm]?[jt]sx|[cm][jt]s|ts|py|json|ya?ml|toml|md|html?|css|sh|sql|go|rs|rb|java|txt|lock|cfg|ini|conf|xml)$/

/** A page says that this code uses a library; a manifest must ask for it. */
export const dependency: Check = {
  about: 'A page says that this code uses a library; a manifest in scope must ask for it.',
  against: ['dependency'],

  *mentions(reading: Reading) {
    yield* extrasIn(reading)
    const { page, passage } = reading
    for (const block of passage.blocks) {
      if (!/^(?:paragraph|list-item|table-row)$/.test(block.kind)) continue
      for (const mark of firstMarks(block)) {
        const name = nameIn(mark)
        const use = name === null ? null : useOf(block, mark, [page.title, ...passage.heading])
        if (name === null || use === null) continue
        const start = mark.textSpan[0] + Math.max(0, mark.text.indexOf(name))
        yield {
          subject: name,
          token: name,
          span: [start, start + name.length],
          block,
          ...(use.user === null ? {} : { sense: use.user }),
        }
      }
    }
  },

  judge(claim, surveys): Opinion {
    if (claim.sense === 'extra') return judgeExtra(claim, surveys)
    const [fact] = factsAbout(claim.subject, ['dependency'], surveys)
    const known = fact ?? otherwiseSpelt(claim.subject, surveys)
    if (known) return { status: 'holds', evidence: [evidenceOf(known, surveys)] }
    if (claim.sense !== undefined && !isOurs(claim.sense, surveys))
      return unknown('other-project', `${claim.sense} may be another project`)
    return {
      status: 'absent',
      lost: { kind: 'dependency', subject: claim.subject, owner: null },
      whole: null,
      distinctive: true,
      stillStands: standing(claim.subject, surveys),
      near: nearest(claim.subject, surveys, ['dependency']),
      otherwise: null,
    }
  },
}

function nameIn({ kind, text, target, role }: Mark): string | null {
  const isLink = kind === 'link' && /^https?:|^\/\//.test(target ?? '') && role === undefined
  if (kind !== 'code' && !isLink) return null
  const name = text.trim()
  if (!packageShaped.test(name) || fileLike.test(name) || isPlaceholder(name)) return null
  return isEveryday(name) || /^[\d._-]+$/.test(name) ? null : name
}

const spellings = new WeakMap<Survey, ReadonlyMap<string, string>>()

/** A package under another spelling of its name, or by the last part of its path. */
function otherwiseSpelt(name: string, surveys: readonly Survey[]): Fact | undefined {
  for (const survey of surveys)
    for (const other of packageNames(name)) {
      const spelt = spellingsOf(survey).get(other)
      const [fact] = spelt === undefined ? [] : survey.about(spelt, ['dependency'])
      if (fact) return fact
    }
  return undefined
}

function spellingsOf(survey: Survey): ReadonlyMap<string, string> {
  const before = spellings.get(survey)
  if (before !== undefined) return before
  const found = new Map<string, string>()
  for (const subject of survey.subjects('dependency'))
    for (const name of packageNames(subject)) found.set(name, subject)
  for (const subject of survey.subjects('dependency'))
    for (const name of repositoryOf(subject)) if (!found.has(name)) found.set(name, subject)
  spellings.set(survey, found)
  return found
}

/** `github.com/acme/ledger/api`, a module of Go below the root of a repository, is of what people call `ledger`. */
const repositoryOf = (module: string): readonly string[] => {
  const [host = '', owner, name] = module.split('/')
  return host.includes('.') && name !== undefined
    ? packageNames(`${host}/${owner}/${name}`).slice(1)
    : []
}

/** In how many files or folders the name still stands, spelt as a manifest or as code would spell it. */
function standing(name: string, surveys: readonly Survey[]): number {
  const spelt = new Set([name, name.replaceAll('-', '_'), name.replaceAll('_', '-')])
  return surveys.reduce(
    (sum, survey) =>
      [...spelt].reduce((files, word) => files + survey.occurrences(word), sum) +
      (foldersOf(survey).has(packageNames(name).at(-1) ?? name) ? 1 : 0),
    0,
  )
}

const folders = new WeakMap<Survey, ReadonlySet<string>>()

/** What is kept here under its own name needs no manifest. */
function foldersOf(survey: Survey): ReadonlySet<string> {
  const before = folders.get(survey)
  if (before !== undefined) return before
  const found = new Set<string>()
  for (const path of survey.paths)
    for (const name of packageNames(path.slice(path.lastIndexOf('/') + 1))) found.add(name)
  folders.set(survey, found)
  return found
}

/** Whether a user that the page names is this code: a name of the repository, of a package or of a command of it. */
function isOurs(user: string, surveys: readonly Survey[]): boolean {
  const [name = user] = packageNames(user)
  return surveys.some((survey) => {
    const ours = [...survey.names, ...survey.subjects('version'), ...survey.subjects('command')]
    return ours.some((one) => packageNames(one.slice(one.lastIndexOf('/') + 1)).includes(name))
  })
}
