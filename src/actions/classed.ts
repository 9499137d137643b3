import type { ClassedCommand } from '../domain/action.ts'
import type { Span } from '../domain/passage.ts'
import { discreet } from './discreet.ts'
import { type Effect, gravest } from './effect.ts'
import { expanded, type Place } from './folder.ts'
import { guardEffect } from './guard.ts'
import { loosens } from './loosening.ts'
import { redirectEffect } from './redirects.ts'
import { fedText, type SimpleCommand } from './shell.ts'

/** Where a command stands, and what was settled before it. */
export interface Standing {
  readonly place: Place
  /** Where the outermost command stands, for what is nested in it. */
  readonly span: Span | null
}

/** A command with the gravest of what its program does and what it does besides: by where its output goes, to the gate, to a control. */
export function classed(
  command: SimpleCommand,
  argv: readonly string[],
  effect: Effect,
  { place, span }: Standing,
): ClassedCommand {
  const written = command.redirects.map(({ target }) => target.text)
  const fed = fedText(command.input)
  const loosened = loosens(command, fed)
  const worst = gravest([
    effect,
    ...command.redirects.flatMap((each) => redirectEffect(each, argv)),
    ...(loosened ? [loosened] : []),
  ])
  const guarded = guardEffect({
    argv: expanded(argv, place),
    written: expanded(written, place),
    effect,
    fed,
    folder: place.folder,
  })
  const shown =
    argv.length > 0 ? argv : [...command.assignments, ...written.map((path) => `>${path}`)]
  return { argv: shown, span: span ?? command.span, ...discreet(guarded ?? worst, argv) }
}
