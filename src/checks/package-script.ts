import type { Claim } from '../domain/claim.ts'
import type { Survey } from '../domain/fact.ts'
import type { Judgement } from '../domain/finding.ts'
import type { Page } from '../domain/page.ts'
import { type Check, type Mention, unknown, type Whole } from './check.ts'
import { evidenceOf, factsAbout, hasAny } from './names.ts'
import { nearest } from './nearest/nearest.ts'
import { builtInCommands } from './package-managers.ts'
import { ofEnvironment, otherManagers } from './script-managers.ts'
import { isPlaceholder, isStem } from './shape.ts'
import { submoduleAbove } from './submodules.ts'
import type { Token } from './tokens.ts'

const run =
  /(?:^|[\s;&|(`])(npm|pnpm|yarn|bun)((?:\s+(?:-w|-F|--workspace|--filter|--prefix|-C|--cwd)(?:=|\s+)\S+|\s+-{1,2}[\w-]+(?:=\S+)?)*)\s+(run-script|run|rum|urn)?\s*((?:-{1,2}[\w-]+(?:=\S+)?\s+)*)([A-Za-z][\w:./-]*)/g

/** A page says to run a script of a package manifest; the manifest must have it. */
export const packageScript: Check = {
  about: 'A page says to run a script of a package manifest; a manifest in scope must have it.',
  against: ['package-script'],

  *mentions({ tokens, page }) {
    for (const token of tokens)
      if (token.place === 'shell' || token.place === 'code')
        for (const mention of [...scriptsIn(token), ...otherScriptsIn(token)])
          yield isDefinedOn(page, mention.subject)
            ? { ...mention, mood: 'created-by-reader' as const }
            : mention
  },

  judge(claim, surveys) {
    const manifests = otherManagers.find(({ name }) => name === claim.sense)?.manifests
    const runsPrograms = claim.sense !== undefined && claim.sense !== 'npm'
    const kinds = runsPrograms
      ? (['package-script', 'command'] as const)
      : (['package-script'] as const)
    const fact = factsAbout(claim.subject, kinds, surveys).find(
      ({ path }) => manifests === undefined || runsPrograms || manifests.test(path),
    )
    if (fact) return { status: 'holds', evidence: [evidenceOf(fact, surveys)] }
    // `pnpm vitest` and `yarn tsx` run what packages install, where no script is called so.
    if (!isRunAsScript(claim) && isInstalled(claim.subject, surveys))
      return unknown('other-project', `${claim.subject} is a program that a package installs`)
    const known = surveys.some((survey) => hasAny(survey, 'package-script'))
    const complete =
      known &&
      !runsPrograms &&
      !surveys.some((survey) => speaksOfSubmodule(claim, survey)) &&
      surveys.every((survey) => survey.incomplete('package-script') === null)
    if (!known && surveys.length === 0)
      return unknown('no-repository', 'no repository in scope has a package.json')
    return {
      status: 'absent',
      lost: { kind: 'package-script', subject: claim.subject, owner: null },
      whole: complete ? wholeManifests(claim.subject, surveys) : null,
      distinctive: true,
      stillStands: 0,
      near: nearest(claim.subject, surveys, ['package-script']),
      otherwise: unreadManifest(surveys),
    }
  },
}

const manifestShown =
  /^[ \t>]*(?:\x60{3,}|~{3,})[ \t]*(?:toml|jsonc?|json5)\b[^\n]{0,100}\n([\s\S]{0,8000}?)\n[ \t>]*(?:\x60{3,}|~{3,})/gm
const ofScripts =
  /^[ \t>]*(?:\[(?:tool\.)?[\w.-]{0,60}\bscripts\b[\w.-]{0,60}\]|"scripts"\s{0,4}:)/m
/** A manifest that names what it is of may well be the code's own. */
const isNamed = /^[ \t>]*"?name"?[ \t]*[:=]/m

const manifests = new WeakMap<Page, readonly string[]>()

/** The samples of a page that write scripts into a manifest, told once for each page. */
function manifestsOn(page: Page): readonly string[] {
  const before = manifests.get(page)
  if (before !== undefined) return before
  const found = Array.from(page.text.matchAll(manifestShown), ([, shown = '']) => shown).filter(
    (shown) => ofScripts.test(shown) && !isNamed.test(shown),
  )
  manifests.set(page, found)
  return found
}

/** Whether a sample of the page writes the script into a manifest: `[tool.pdm.scripts]`, `"scripts": {`. */
function isDefinedOn(page: Page, script: string): boolean {
  const shown = manifestsOn(page)
  if (shown.length === 0) return false
  const written = new RegExp(
    String.raw`^[ \t>{]*["']?${script.replace(/\W/g, '\\$&')}["']?[ \t]*[:=][ \t]*["'{[]`,
    'm',
  )
  return shown.some((one) => written.test(one))
}

/**
 * Packages are called like the program that they bring, or almost so: `flow-bin` brings `flow`, `@changesets/cli` brings `changeset`. What
 * scripts themselves call is there under whatever name.
 */
const isInstalled = (program: string, surveys: readonly Survey[]): boolean =>
  [program, `${program}-bin`, `${program}-cli`, `@${program}/cli`, `@${program}s/cli`].some(
    (name) => factsAbout(name, ['dependency'], surveys).length > 0,
  ) ||
  surveys.some((survey) =>
    [...survey.subjects('dependency')].some(
      (name) => name.startsWith('@') && name.endsWith(`/${program}`),
    ),
  ) ||
  surveys.some((survey) => calledByScripts(survey).has(program))

const called = new WeakMap<Survey, ReadonlySet<string>>()

/** The programs with which the commands of package scripts begin. */
function calledByScripts(survey: Survey): ReadonlySet<string> {
  const known = called.get(survey)
  if (known !== undefined) return known
  const programs = new Set<string>()
  for (const name of survey.subjects('package-script'))
    for (const { value } of survey.about(name, ['package-script']))
      for (const command of (value ?? '').split(/&&|\|\||[;|]/))
        programs.add(command.trim().split(/\s/)[0] ?? '')
  called.set(survey, programs)
  return programs
}

/** A part that another repository keeps, which the text around the claim speaks of, has a manifest of its own. */
const speaksOfSubmodule = ({ context, heading }: Claim, survey: Survey): boolean =>
  survey.paths.has('.gitmodules') &&
  [...context, ...heading.flatMap((words) => words.toLowerCase().split(/\W+/))].some(
    (word) => word.length > 2 && submoduleAbove(`${word}/package.json`, survey) !== null,
  )

/** Every manifest was read, and none has the script. */
function wholeManifests(script: string, surveys: readonly Survey[]): Whole {
  const survey = surveys.find((one) => hasAny(one, 'package-script'))
  const scripts = [...(survey?.subjects('package-script') ?? [])].sort().join(', ')
  return {
    because: `no package.json of ${surveys.map(({ repository }) => repository).join(', ')} has a script ${script}`,
    evidence: survey
      ? [
          {
            in: 'code',
            repository: survey.repository,
            commit: survey.commit,
            path: 'package.json',
            line: 1,
            quote: `scripts: ${scripts}`.slice(0, 300),
          },
        ]
      : [],
    isOurs: false,
  }
}

/** `npm run x`: nothing but a script can be meant; `yarn run x` and `bun run x` run what packages install, too. */
const isRunAsScript = ({ quote, token }: Claim): boolean => {
  const before = quote.slice(0, Math.max(0, quote.indexOf(token)))
  return /\bp?npm\b[^;&|`]*\s(?:run|run-script|rum|urn)\s+(?:-{1,2}[\w-]+(?:=\S+)?\s+)*$/.test(
    before,
  )
}

/** What stands in quotes or in a comment is said, not run; every other character keeps its place. */
const withoutSaid = (line: string): string =>
  line.replace(/"[^"]*"|'[^']*'|(?<=\s)#[^\n]*/g, (said) => ' '.repeat(said.length))

function* scriptsIn(token: Token): Iterable<Mention> {
  const spoken = token.place === 'shell' ? withoutSaid(token.text) : token.text
  for (const match of spoken.matchAll(run)) {
    const [whole, manager = '', , runs, , script = ''] = match
    const name = script.replace(/[.,:]+$/, '')
    const isRun = runs !== undefined
    if (
      !isRun &&
      (manager === 'npm'
        ? !/^(?:test|start|stop|restart|t)$/.test(name)
        : builtInCommands.has(name))
    )
      continue
    const subject = name === 't' ? 'test' : name
    // `bun run seed.ts` runs a file.
    if (subject === '' || isStencil(subject) || /\.[cm]?[jt]sx?$/.test(subject)) continue
    const start = token.span[0] + match.index + whole.lastIndexOf(script)
    yield {
      subject,
      token: name,
      span: [start, start + name.length],
      block: token.block,
      canBeCreated: true,
      ...pattern(name, token, start),
    }
  }
}

/** The names of many scripts at once are no claim that one of them is there. */
const pattern = (name: string, token: Token, start: number) =>
  isStem(name, token.text.slice(start + name.length - token.span[0]))
    ? { mood: 'example' as const }
    : {}

/** Scripts of package managers other than npm; `poetry run` and its like run any program, so the common ones say nothing. */
function* otherScriptsIn(token: Token): Iterable<Mention> {
  const spoken = token.place === 'shell' ? withoutSaid(token.text) : token.text
  for (const { name: sense, call } of otherManagers)
    for (const match of spoken.matchAll(call)) {
      const script = (match[1] ?? '').replace(/[.,:]+$/, '')
      if (script === '' || isStencil(script)) continue
      if (sense !== 'npm' && (ofEnvironment.has(script) || /[./]/.test(script))) continue
      const start = token.span[0] + match.index + match[0].lastIndexOf(match[1] ?? '')
      const span = [start, start + script.length] as const
      yield {
        subject: script,
        token: script,
        span,
        block: token.block,
        canBeCreated: true,
        sense,
        ...pattern(script, token, start),
      }
    }
}

/** A manifest that could not be read may have had the script. */
function unreadManifest(surveys: readonly Survey[]): Judgement | null {
  const why = surveys
    .map((survey) => survey.incomplete('package-script'))
    .find((reason) => reason !== null && !/^there is no/.test(reason))
  return why ? unknown('incomplete-survey', why) : null
}

/** `npm run SCRIPTNAME`: a reader puts a name of theirs there. */
const isStencil = (script: string): boolean =>
  isPlaceholder(script) || /^[A-Z][A-Z_-]{2,}$/.test(script)
