import type { Claim } from '../domain/claim.ts'
import type { Fact, Survey } from '../domain/fact.ts'
import type { Judgement } from '../domain/finding.ts'
import type { Block, Span } from '../domain/passage.ts'
import { escaped } from '../values/escaped.ts'
import {
  type Check,
  type Mention,
  type Opinion,
  type Reading,
  unknown,
  type Whole,
} from './check.ts'
import { isInstalled, isOwn, startsFrom } from './command-lines/programs.ts'
import { spokenIn } from './command-lines/spoken.ts'
import { evidenceOf, factsAbout } from './names.ts'
import { nearest } from './nearest/nearest.ts'
import { isDistinctive, isPlaceholder } from './shape.ts'
import type { Token } from './tokens.ts'

/** Commands that frameworks add by themselves. */
const standard = new Set(['completion', 'completions', 'help', 'list', 'version'])

const nounAfter = /^`{1,2}[*_"')]* (?:sub-?)?commands?\b/i
const nounBefore = /\b(?:sub-?)?commands?:? [*_("']*`{1,2}$/i

/** A page names a command of a program; a program of this code must have it. */
export const command: Check = {
  about: 'A page names a command of a program; a program of this code must have it.',
  against: ['command'],

  *mentions(reading: Reading): Iterable<Mention> {
    for (const { program, subcommands, block, isLocal } of spokenIn(reading)) {
      if (isPlaceholder(program)) continue
      const before = [isLocal ? `./${program}` : program]
      for (const word of subcommands.slice(0, 2)) {
        // `ledger ledger.json` is given a file.
        if (isPlaceholder(word.text) || /\.\w{1,10}$/.test(word.text)) break
        yield {
          subject: word.text,
          owner: before.join(' '),
          token: word.text,
          span: word.span,
          block,
          ...(isMadeOn(reading.page.text, block, word)
            ? { mood: 'created-by-reader' as const }
            : {}),
        }
        before.push(word.text)
      }
    }
    for (const token of reading.tokens) yield* spokenOf(token)
  },

  judge(claim, surveys): Opinion {
    const [first = '', ...parents] = (claim.owner ?? '').split(' ')
    const program = first.replace(/^\.\//, '')
    const named = factsAbout(claim.subject, ['command'], surveys)
    if (claim.owner === null) {
      const [fact] = named
      return fact ? holds(fact, surveys) : absent(claim, surveys, null, null)
    }
    if (!isOwn(program, surveys))
      return unknown('other-project', `${program} is a program that is not made here`)
    const owner = parents.join(' ')
    const fitting = named.filter((fact) => ownerOf(fact, program) === owner)
    const found = fitting[0] ?? named[0]
    if (found) return holds(found, surveys)
    const siblings = commandsUnder(owner, program, surveys)
    // Whoever knows no command of a program has not found where it makes them.
    if (siblings.length === 0)
      return unknown('ambiguous', `${claim.subject} may be an argument of ${claim.owner}`)
    return absent(claim, surveys, null, wholeOf(claim, owner, siblings, surveys))
  },
}

/** `acme myapp`, and right below `cd myapp`; or "in a folder called `myapp`": what a program is told to make is no command of it. */
function isMadeOn(
  text: string,
  block: Block,
  { text: word, span }: { readonly text: string; readonly span: Span },
): boolean {
  const name = escaped(word)
  const called = String.raw`\b(?:director(?:y|ies)|folders?|apps?|applications?|projects?) (?:called|named) [\x60*_"']{0,3}${name}(?![\w-])`
  return (
    new RegExp(called).test(text) ||
    new RegExp(String.raw`(?:^|[\s;&|])cd (?:\./)?${name}(?![\w/-])`, 'm').test(
      block.text.slice(span[1] - block.textStart),
    )
  )
}

const holds = (fact: Fact, surveys: readonly Survey[]): Opinion => ({
  status: 'holds',
  evidence: [evidenceOf(fact, surveys)],
})

/** The words before a command, the program's own name left out. */
const ownerOf = ({ owner }: Fact, program: string): string => {
  const words = owner?.split(' ') ?? []
  return (words[0] === program ? words.slice(1) : words).join(' ')
}

const commandsUnder = (
  owner: string,
  program: string,
  surveys: readonly Survey[],
): readonly Fact[] =>
  surveys.flatMap((survey) =>
    [...survey.subjects('command')].flatMap((subject) =>
      survey
        .about(subject, ['command'])
        .filter(
          (fact) =>
            !fact.weak &&
            ownerOf(fact, program) === owner &&
            !isInstalled(fact) &&
            (startsWith(fact, program) || startsFrom(fact.path, program, survey)),
        ),
    ),
  )

const startsWith = ({ owner }: Fact, program: string): boolean => owner?.split(' ')[0] === program

/** `the init-db command`: nobody says whose it is. */
function* spokenOf(token: Token): Iterable<Mention> {
  if (token.place !== 'code' || !/^[a-z][a-z0-9]*(?:[-:_][a-z0-9]+)*$/.test(token.text)) return
  const { block } = token
  const at = token.span[0] - block.textStart
  const before = block.text.slice(Math.max(0, at - 60), Math.max(0, at))
  const after = block.text.slice(token.span[1] - block.textStart).slice(0, 40)
  if (!nounAfter.test(after) && !nounBefore.test(before)) return
  yield {
    subject: token.text,
    token: token.text,
    span: token.span,
    block,
    tentative: !isDistinctive(token.text),
  }
}

/** Fewer commands than this make no list to be missing from. */
const fewest = 3

function wholeOf(
  claim: Claim,
  owner: string,
  siblings: readonly Fact[],
  surveys: readonly Survey[],
): Whole | null {
  const names = [...new Set(siblings.map(({ subject }) => subject))].sort()
  const isOpen = surveys.some((survey) => survey.incomplete('command', owner || undefined) !== null)
  if (isOpen || names.length < fewest || standard.has(claim.subject)) return null
  // `linter src` is given a folder.
  if (
    /^(?:src|lib|app)$/.test(claim.subject) ||
    surveys.some(({ paths }) => paths.has(claim.subject))
  )
    return null
  return {
    because: `${claim.owner} has the commands ${names.slice(0, 20).join(', ')}, and no ${claim.subject}`,
    evidence: siblings.slice(0, 1).map((fact) => evidenceOf(fact, surveys)),
    isOurs: true,
  }
}

const absent = (
  claim: Claim,
  surveys: readonly Survey[],
  otherwise: Judgement | null,
  whole: Whole | null,
): Opinion => ({
  status: 'absent',
  lost: { kind: 'command', subject: claim.subject, owner: null },
  whole,
  distinctive: claim.owner !== null || isDistinctive(claim.subject),
  stillStands: 0,
  near: nearest(claim.subject, surveys, ['command']),
  otherwise,
})
