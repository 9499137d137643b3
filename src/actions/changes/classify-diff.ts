import type { Action, ClassedCommand } from '../../domain/action.ts'
import { type BoundChange, canonicalChange } from '../../domain/canonical-action.ts'
import { type Grammar, grammar } from '../../syntax/grammar.ts'
import { asDigest, sha256Of } from '../../values/digests.ts'
import { adds, type Effect, gravest, reads } from '../effect.ts'
import { type ChangedFile, type ChangeSet, changeSetOf } from './changed-file.ts'
import { readDiff } from './diff.ts'
import { changeKinds } from './index.ts'
import type { Found } from './kind.ts'
import { touchedBy } from './touched.ts'
import { unseenParts } from './unseen.ts'

/** A change as it would be applied, and to what. */
export type DiffInput = BoundChange

/** So many effects are told of one change, the gravest first. */
const mostTold = 200

/**
 * Reads a unified diff and classes what applying it does: one entry for each effect, with the file and the line that
 * show it, or one for the whole change where it has none. What cannot be read is told, never passed over.
 */
export async function classifyDiff(input: DiffInput): Promise<Action> {
  const { files, problem } = readDiff(input.diff)
  const whole = changeSetOf(files)
  const bash = await grammar('bash')
  const told = effectsOf(whole, bash)
  const unseen = [
    ...(problem === null ? [] : [`the change cannot be read: ${problem}`]),
    ...unseenParts(whole),
    ...(told.length > mostTold ? [`${told.length - mostTold} more effects than are told`] : []),
  ]
  const effects = told.slice(0, mostTold).map(({ resource: _, ...command }) => command)
  const commands = effects.length > 0 || problem !== null ? effects : [harmless(whole)]
  return { digest: digestOf(input), commands, unseen, touches: touchedBy(whole, told) }
}

interface Told extends ClassedCommand {
  readonly resource?: string
}

function effectsOf(whole: ChangeSet, bash: Grammar): readonly Told[] {
  const told = whole.files.flatMap((file) =>
    Object.values(changeKinds).flatMap(({ found }) =>
      onePerLine(found(file, { whole, bash })).map((one) => toldOf(one, file)),
    ),
  )
  return told.length > mostTold ? told.toSorted((a, b) => gravity(b) - gravity(a)) : told
}

/** Of several effects on one line the gravest speaks for all. */
function onePerLine(found: readonly Found[]): readonly Found[] {
  const byLine = new Map<Found['line'], Found>()
  for (const one of found) {
    const known = byLine.get(one.line)
    const worst = known ? gravest([known.effect, one.effect]) : one.effect
    if (worst === one.effect) byLine.set(one.line, one)
  }
  return [...byLine.values()]
}

const ranks: readonly ClassedCommand['class'][] = [
  'D0',
  'D1',
  'D2',
  'X2',
  'X3',
  'D3',
  'D4',
  'D5',
  'X1',
]
const gravity = ({ class: actionClass }: ClassedCommand): number => ranks.indexOf(actionClass)

const longestQuote = 200

function toldOf({ line, effect, resource }: Found, file: ChangedFile): Told {
  const side = line ? line.after !== null : file.after !== null
  const path = (side ? file.after : file.before) ?? file.path
  const number = line ? (line.after ?? line.before) : null
  return {
    argv: line ? [line.text.trim().slice(0, longestQuote)] : [],
    span: line?.span ?? file.span,
    ...effect,
    place: { path, line: number, side: side ? 'after' : 'before' },
    ...(resource ? { resource } : {}),
  }
}

/** A change without an effect of note still changes something, unless people alone read it. */
function harmless({ files }: ChangeSet): ClassedCommand {
  const [first] = files
  const span = first?.span ?? [0, 0]
  const onlyTold = files.every((file) => file.place === 'told' || onlyComments(file))
  const said = files.length === 1 ? '1 file' : `${files.length} files`
  const effect: Effect = onlyTold
    ? reads(`changes ${said} that only people read`)
    : adds(`changes ${said} and loosens, drops or destroys nothing that can be seen`)
  return { argv: [], span, ...effect }
}

const onlyComments = ({ hunks, modes, binary }: ChangedFile): boolean =>
  !binary &&
  modes.before === null &&
  hunks.length > 0 &&
  hunks.every(({ lines }) => lines.every(({ kind, comment }) => kind === 'context' || comment))

/** Binds approvals and receipts to the text of the change itself: one blank more is another change. */
const digestOf = (input: DiffInput): string => asDigest(sha256Of(canonicalChange(input)))
