import type { Claim } from '../domain/claim.ts'
import { type Fact, type Survey, wordsOf } from '../domain/fact.ts'
import type { Absent, Check, Mention, Opinion } from './check.ts'
import { unknown } from './check.ts'
import { flagsNamed, stillWritten } from './command-lines/flags.ts'
import { invocationOf } from './command-lines/invocation.ts'
import { isHere, isOwn } from './command-lines/programs.ts'
import { everybodysTools } from './command-lines/tools.ts'
import { commandsIn } from './command-lines/words.ts'
import { familyOfMachines, isMachines } from './environment/machine.ts'
import { ownOfSample } from './environment/samples.ts'
import { evidenceOf, factsAbout, judgeName } from './names.ts'
import { shellWords } from './samples.ts'
import { isScreaming } from './shape.ts'
import type { Token } from './tokens.ts'

const assignment =
  /^(?:export\s+|set\s+|ENV\s+|-e\s+|--env\s+)?\$?\{?([A-Z][A-Z0-9_]*)\}?(?:\s*[:=].*)?$/
const speaksOfEnvironment = /\benv(?:ironment)?(?:[- ]var|s?\b)|\bvariables?\b|\bexport\b/i

/** A page names an environment variable; the code or its deployment must read or set one of that name. */
export const environmentVariable: Check = {
  about: 'A page names an environment variable; the code or its deployment must read or set it.',
  against: ['environment-variable', 'setting'],

  *mentions({ tokens }) {
    for (const token of tokens) yield* variablesIn(token)
  },

  judge(claim, surveys): Opinion {
    const named = judgeName(claim, ['environment-variable', 'setting'], surveys)
    if (named.status !== 'absent') return named
    if (isMachines(claim.subject) || isOfMachines(claim.subject, surveys))
      return unknown('other-project', `${claim.subject} belongs to the machine, not to this code`)
    const program = claim.sense ?? null
    if (program !== null && isForeign(program, surveys))
      return unknown('other-project', `the command sets it for ${program}, which is not made here`)
    const elsewhere = factsAbout(claim.subject, ['symbol', 'option'], surveys)
    if (elsewhere.length > 0)
      return unknown('ambiguous', `${claim.subject} is a name of the code's own`)
    const flag = flagFor(claim.subject, surveys)
    if (flag !== null) return unknown('ambiguous', `a parser may read ${claim.subject} for ${flag}`)
    const family = familyOf(claim.subject, surveys)
    const rest = family === null ? null : settingNamed(claim.subject.slice(family.length), surveys)
    if (rest !== null) return { status: 'holds', evidence: [evidenceOf(rest, surveys)] }
    if (family !== null) return ofFamily(claim, family, named, surveys)
    if (claim.language !== undefined)
      return unknown('created-by-reader', 'the sample reads a variable of its own')
    const dynamic = surveys.some((survey) => survey.incomplete('environment-variable') !== null)
    if (dynamic && readsUnseen(claim.subject, surveys) > 0) return { status: 'holds', evidence: [] }
    return {
      ...named,
      whole: null,
      distinctive: true,
      // A dependency may read what only tests set here.
      stillStands: readsUnseen(claim.subject, surveys) + isSetByTests(claim.subject, surveys),
    }
  },
}

/** Many variables of a family that code itself reads or sets are its own: Cargo's `CARGO_…`. */
const manyOfFamily = 8

function isOfMachines(name: string, surveys: readonly Survey[]): boolean {
  const family = familyOfMachines(name)
  return family !== null && !isSpeltOut(family, surveys)
}

/** Whether code writes many names of a family out, letter by letter. */
function isSpeltOut(family: string, surveys: readonly Survey[]): boolean {
  let own = 0
  for (const survey of surveys)
    for (const subject of survey.subjects('environment-variable'))
      if (subject.startsWith(family)) own += 1
  return own >= manyOfFamily
}

/**
 * Code that puts names of a family together at run time may make any of them. Where it also writes many of them out, a
 * name that it once wrote out and no longer does is gone all the same.
 */
function ofFamily(
  claim: Claim,
  family: string,
  named: Absent,
  surveys: readonly Survey[],
): Opinion {
  const unsure = unknown(
    'incomplete-survey',
    `code puts names that begin with ${family} together at run time`,
  )
  if (!isSpeltOut(family, surveys)) return unsure
  return {
    ...named,
    whole: null,
    distinctive: true,
    stillStands: readsUnseen(claim.subject, surveys),
    otherwise: unsure,
  }
}

/** `LEDGER_NO_PROGRESS` of a program called ledger with the flag `--no-progress`: parsers read the one for the other. */
function flagFor(name: string, surveys: readonly Survey[]): string | null {
  for (const own of surveys.flatMap(({ names }) => names)) {
    const prefix = `${wordsOf(own.split('/').at(-1) ?? own)
      .join('_')
      .toUpperCase()}_`
    const rest = name.slice(prefix.length).toLowerCase()
    if (prefix.length < 3 || !name.startsWith(prefix) || !rest.includes('_')) continue
    const flag = `--${rest.replaceAll('_', '-')}`
    if (flagsNamed(flag, surveys).length > 0 || stillWritten(flag, surveys) > 0) return flag
  }
  return null
}

/**
 * What a variable of a family sets: viper, pydantic and Rust's config crates read `ACME_POOL_SIZE` as `pool.size` or
 * `pool_size`, and Spring `SERVER_PORT` as `server.port`.
 */
function settingNamed(rest: string, surveys: readonly Survey[]): Fact | null {
  const words = rest
    .toLowerCase()
    .split(/_+/)
    .filter((word) => word !== '')
  if (words.length === 0 || words.length > 8) return null
  const camel = words.map((word, at) =>
    at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1),
  )
  const spelt = [words.join('_'), words.join('.'), words.join('-'), camel.join('')]
  if (words.length > 2)
    spelt.push(`${words[0]}.${words.slice(1).join('_')}`, `${words[0]}.${words.slice(1).join('-')}`)
  return (
    spelt
      .flatMap((name) => factsAbout(name, ['option', 'setting'], surveys))
      .find(({ weak }) => !weak) ?? null
  )
}

/** The beginning of the name, where code has it as a word of its own: `GATEWAY_` of a name made at run time. */
function familyOf(name: string, surveys: readonly Survey[]): string | null {
  for (let at = name.indexOf('_'); at >= 0; at = name.indexOf('_', at + 1)) {
    const prefix = name.slice(0, at + 1)
    if (surveys.some((survey) => survey.occurrences(prefix) > 0 || isJoined(prefix, survey)))
      return prefix
  }
  return null
}

/** Constants are joined at run time: `PREFIX + "_" + name`, where `PREFIX` is a word in code. */
const isJoined = (prefix: string, survey: Survey): boolean =>
  survey.occurrences(prefix.slice(0, -1)) > 0 && survey.incomplete('environment-variable') !== null

/** The name as a bare word in code that has no extractor, or behind a wrapper, still counts as a read. */
const readsUnseen = (name: string, surveys: readonly Survey[]): number =>
  surveys.reduce((sum, survey) => sum + survey.occurrences(name), 0)

const isSetByTests = (name: string, surveys: readonly Survey[]): number =>
  surveys.filter((survey) => survey.isTested(name)).length

function* variablesIn(token: Token): Iterable<Mention> {
  if (token.place === 'shell') yield* inCommand(token)
  else if (token.place === 'data' || token.place === 'prose' || token.place === 'sample')
    yield* named(token, token.text, 0)
  else if (token.place === 'code') {
    const name = assignment.exec(token.text.trim())?.[1]
    if (name) yield* named(token, name, token.text.indexOf(name))
  }
}

function* inCommand(token: Token): Iterable<Mention> {
  const programs = programsSetFor(token)
  for (const { text, span } of shellWords(token.text)) {
    const name = /^\$?\{?([A-Z][A-Z0-9_]*)(?:\}|=|$)/.exec(text)?.[1]
    if (!name) continue
    const sense = programs.get(span[0])
    for (const mention of named(token, name, span[0] + text.indexOf(name)))
      yield {
        ...mention,
        ...(ownOfSample(token.block).has(name) ? { mood: 'created-by-reader' as const } : {}),
        ...(sense === undefined ? {} : { sense }),
      }
  }
}

/** The programs for which a command line sets variables, by where each assignment begins: none for what is run out of the repository. */
function programsSetFor({ text, block }: Token): ReadonlyMap<number, string> {
  const found = new Map<number, string>()
  // Most lines set nothing, and need not be taken apart for it.
  if (!/[A-Z\d_]=/.test(text)) return found
  for (const { words } of commandsIn(text, 0, block)) {
    const behindPrompt = words[0]?.text === '$' ? words.slice(1) : words
    const run = invocationOf(behindPrompt)
    if (run === null || run.isLocal || run.byRunner || run.part !== null) continue
    for (const word of behindPrompt) {
      if (!/^[A-Z][A-Z0-9_]*=/.test(word.text)) break
      found.set(word.span[0], run.program)
    }
  }
  return found
}

/** Programs that run others, or what a file here tells them, and are not asked for flags by name. */
const runners =
  /^(?:pipenv|hatch|pdm|rye|just|task|mage|mix|flask|bazel|foreman|honcho|strace|gdb|invoke|run|source|eval)$/

/** Neither made here nor a tool that runs what is made here. */
const isForeign = (program: string, surveys: readonly Survey[]): boolean =>
  /^[a-z][\w-]*$/.test(program) &&
  !everybodysTools.has(program) &&
  !runners.test(program) &&
  !isOwn(program, surveys) &&
  !isHere(program, surveys)

/** One capital word alone could be anything, unless the sentence speaks of variables. */
function* named(token: Token, name: string, at: number): Iterable<Mention> {
  const plain =
    /^[A-Z][A-Z0-9]{3,}$/.test(name) &&
    token.place === 'code' &&
    speaksOfEnvironment.test(token.block.text)
  if (!isScreaming(name) && !plain) return
  const start = token.span[0] + at
  yield { subject: name, token: name, span: [start, start + name.length], block: token.block }
}
