import type { Claim } from '../../domain/claim.ts'
import type { Survey } from '../../domain/fact.ts'
import { folded } from './stated.ts'
import { toolOf } from './tools.ts'

const verb =
  /\b(?:requires?|needs?|must|compiles?|builds?|built|works?|runs?|supports?|depends?|uses?|is|are|:)(?![\w])/g
const part =
  /\b(?:plug-?ins?|extensions?|integrations?|backends?|brokers?|transports?|examples?|drivers?|adapters?|providers?|features?|rules?|presets?|themes?|templates?|clients?|dashboards?|web ?sites?|docs|documentation|actions?|hooks?|libraries|packages)\b/i
const readersOwn =
  /\byour (?:own )?(?:project|package|application|app|code ?base|code|module|library|program|service)\b/i
const plainWords = new Set(
  'a all also an and any at before below both building by cli code compiling currently debian dependencies dependency development docker ensure first following for from have if in install installation installed installing instead it its linux list macos make minimum most msrv must my need next no note now of on only or our out please prerequisite prerequisites project recommended release required requirement requirements running since so source supported system testing that the then therefore these they this to tools ubuntu unix unless usage user users using version versions we windows with you your'.split(
    ' ',
  ),
)

/** "Supported by npm (CLI 11.15+) on Node 22": what another tool, of a version of its own, asks for to do something. */
const byOther =
  /\b(?:supported|provided|offered) by [`*_]{0,2}([\w.-]{2,40})[`*_]{0,2} (?:\([^()\d]{0,20}v?\d|v?\d)/i

/** Whom a sentence on a version speaks of, where that is not this project: somebody else's, or the reader's own; else null. */
export function whoseIs(claim: Claim, surveys: readonly Survey[]): string | null {
  const before = claim.quote.slice(0, Math.max(0, claim.quote.indexOf(claim.token)))
  const readers = readersOwn.exec(before)?.[0]
  if (readers !== undefined) return readers
  const other = byOther.exec(before)?.[1]
  if (other !== undefined && toolOf(other) !== claim.subject && !isOurs(other, surveys))
    return other
  const last = [...before.matchAll(verb)].at(-1)
  if (last === undefined) return null
  const about = before.slice(0, last.index).slice(-160)
  // "Install pipx (requires Python 3.7+)": what stands in brackets is said of what stands before them.
  const bracketed = /\b([a-z][\w.-]{2,40})[*_`]{0,2} \([^()]{0,20}$/.exec(
    before.slice(0, last.index),
  )?.[1]
  if (
    bracketed !== undefined &&
    !plainWords.has(bracketed) &&
    toolOf(bracketed) === null &&
    !isOurs(bracketed, surveys) &&
    /\binstall\b[^.]{0,40}$/i.test(before.slice(0, before.indexOf(bracketed)))
  )
    return bracketed
  const named = [...about.matchAll(/`([^`\n]{1,80})`|\b([A-Z][\w.+-]*\w(?: [A-Z][\w.+-]*\w)*)/g)]
    // "Acme Harbour" is one name, and ours where a part of it is.
    .map(([, code, words = '']) => (code === undefined ? words.split(' ') : [code]))
    .map((words) =>
      words.filter((word) => !plainWords.has(word.toLowerCase()) && toolOf(word) === null),
    )
    .find((words) => words.length > 0 && !words.some((word) => isOurs(word, surveys)))?.[0]
  if (named !== undefined) return named
  return part.exec(about)?.[0] ?? null
}

const isOurs = (word: string, surveys: readonly Survey[]): boolean => {
  const name = folded(word)
  return surveys.some(({ names, repository }) =>
    [repository, ...names].some((own) => {
      const ours = folded(own)
      return ours === name || (name.length > 3 && ours.includes(name))
    }),
  )
}
