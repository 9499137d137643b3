import type { Claim } from '../domain/claim.ts'
import type { Fact, Survey } from '../domain/fact.ts'
import { escaped } from '../values/escaped.ts'
import { type Check, type Mention, type Opinion, type Reading, unknown } from './check.ts'
import {
  fitsCommand,
  flagsNamed,
  knowsFlagsOf,
  listOf,
  stillWritten,
  wholeList,
} from './command-lines/flags.ts'
import { isHere, isOwn } from './command-lines/programs.ts'
import { bareFlagsIn, spokenIn, wordsOf } from './command-lines/spoken.ts'
import { everybodysTools } from './command-lines/tools.ts'
import { evidenceOf } from './names.ts'
import { nearest } from './nearest/nearest.ts'
import { isDistinctive, isPlaceholder, isStem } from './shape.ts'

/** Flags that parsers add by themselves. */
const standard = /^--(?:help|version|no-help)$/

/** A page names a flag of a command; a program of this code must take it. */
export const cliFlag: Check = {
  about: 'A page names a flag of a command; a program of this code must take it.',
  against: ['cli-flag', 'command'],

  *mentions(reading: Reading): Iterable<Mention> {
    for (const spoken of spokenIn(reading)) {
      if (isPlaceholder(spoken.program)) continue
      for (const word of spoken.flags) {
        const written = /^--[A-Za-z][\w.-]*/.exec(word.text)?.[0] ?? ''
        const flag = written.replace(/[.-]+$/, '')
        if (
          flag === '' ||
          isStem(written, word.text.slice(written.length)) ||
          standard.test(flag) ||
          isPlaceholder(flag)
        )
          continue
        yield {
          subject: flag,
          owner: `${spoken.isLocal ? './' : ''}${wordsOf(spoken)}`,
          token: flag,
          span: [word.span[0], word.span[0] + flag.length],
          block: spoken.block,
        }
      }
    }
    for (const { flag, span, block, of, isListed } of bareFlagsIn(reading)) {
      if (standard.test(flag) || isPlaceholder(flag)) continue
      yield {
        subject: flag.replace(/^-(?!-)/, '--'),
        owner: of,
        token: flag,
        span,
        block,
        // One plain word behind dashes may be anybody's flag.
        tentative: of === null && !isListed && !isDistinctive(flag),
        ...(isMadeOn(reading, flag) ? { mood: 'example' as const } : {}),
      }
    }
  },

  judge(claim, surveys): Opinion {
    const program = programOf(claim)
    const own =
      program !== null &&
      (isOwn(program, surveys) || (claim.owner?.startsWith('./') && isHere(program, surveys)))
    // A heading or a sentence that names a command says less than a command that is written out.
    const isForeign =
      program !== null && !own && (isWrittenOut(claim) || everybodysTools.has(program))
    if (isForeign)
      return unknown(
        'other-project',
        `${claim.subject} is a flag of ${program}, which is not made here`,
      )
    const command = own ? (claim.owner ?? '').split(' ').slice(1) : []
    const named = flagsNamed(claim.subject, surveys)
    const fitting = named.filter((fact) => fitsCommand(fact, command, program))
    const found = (own ? fitting[0] : undefined) ?? named[0]
    if (found && !isElsewhere(claim, own ? program : null, command, fitting, surveys))
      return holds(found, surveys)
    if (own && program !== null && !knowsFlagsOf(program, surveys))
      return unknown('incomplete-survey', `nothing tells which flags ${program} takes`)
    return absent(claim, surveys, own === true, command, program, found)
  },
}

/** A sample of the page gives some program the flag: `flags.String("author", …)`. */
const isMadeOn = ({ page }: Reading, flag: string): boolean =>
  [`"${flag.slice(2)}"`, `'${flag.slice(2)}'`].some((name) => page.text.includes(name))

const programOf = ({ owner }: Claim): string | null =>
  owner?.replace(/^\.\//, '').split(' ')[0] ?? null

/** The flag stands behind its program, not under a heading or beside a name. */
const isWrittenOut = (claim: Claim): boolean => {
  const before = claim.quote.split(claim.token)[0] ?? ''
  return new RegExp(
    String.raw`(?:^|[\s\x60/"'])${escaped(programOf(claim) ?? '')}(?:[.@:]\S*)?\s`,
  ).test(before)
}

const holds = (fact: Fact, surveys: readonly Survey[]): Opinion => ({
  status: 'holds',
  evidence: [evidenceOf(fact, surveys)],
})

/** The flag is there, but of another command, and the list of the one that the page names is whole. */
const isElsewhere = (
  claim: Claim,
  program: string | null,
  command: readonly string[],
  fitting: readonly Fact[],
  surveys: readonly Survey[],
): boolean =>
  program !== null &&
  command.length > 0 &&
  fitting.length === 0 &&
  isWrittenOut(claim) &&
  wholeList(program, command, surveys) !== null

function absent(
  claim: Claim,
  surveys: readonly Survey[],
  own: boolean,
  command: readonly string[],
  program: string | null,
  elsewhere: Fact | undefined,
): Opinion {
  const list = own && program !== null ? wholeList(program, command, surveys) : null
  const isWhole = list !== null && isWrittenOut(claim)
  const bare = claim.subject.replace(/^--(?:no-)?/, '')
  const written = claim.subject.replace(/^-+/, '')
  return {
    status: 'absent',
    lost: { kind: 'cli-flag', subject: claim.subject, owner: elsewhere ? command.join(' ') : null },
    whole: isWhole
      ? {
          because: `${[program, ...command].join(' ')} takes ${listOf(list)}, and no ${claim.subject}`,
          evidence: list.slice(0, 1).map((fact) => evidenceOf(fact, surveys)),
          isOurs: true,
        }
      : null,
    distinctive: own || isDistinctive(bare),
    stillStands: isWhole ? 0 : stillWritten(claim.subject, surveys),
    ...(surveys.some((survey) => survey.occurrences(written) > 0) ? {} : { literal: written }),
    near: nearest(claim.subject, surveys, ['cli-flag']),
    otherwise: elsewhere ? { status: 'holds', evidence: [evidenceOf(elsewhere, surveys)] } : null,
  }
}
