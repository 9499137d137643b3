import type { Effect } from '../effect.ts'
import { insistence, rewrites } from '../insists.ts'
import type { Word } from '../word.ts'
import { endsControl, settingOff } from './controls.ts'
import { byOption, handed, overwrites, takesOut, undoes } from './deeds.ts'
import { grants } from './grants.ts'
import { ontoDisk } from './onto-disks.ts'
import { softer } from './softer.ts'
import { type Spoken, spokenBy } from './tokens.ts'

type Reading = (spoken: Spoken) => Effect | null

/** Of the words of any program. */
const always: readonly Reading[] = [settingOff, grants]
/** Of programs that are told what to do by words, where their tables know nothing worse. */
const byVerbs: readonly Reading[] = [endsControl, overwrites, takesOut, byOption, handed, ontoDisk]

/**
 * What the words of a command say, whatever its program is: verbs, what they are done to, options and rights. A tool's own table
 * refines this; what it takes for harmless because it does not know it is judged by what it is called. `names`: the other words
 * of this program are names of things, and say nothing.
 */
export function spokenEffects(
  table: Effect,
  program: string,
  words: readonly Word[],
  names: boolean,
): readonly Effect[] {
  const rewritten = rewrites(words)
  // Most commands read, and need not be taken apart.
  if (table.class === 'D0' && rewritten.length === 0) return [table]
  const spoken = spokenBy(program, words)
  if (spoken === null) return [table]
  const known = names ? table : softer(table, spoken)
  if (known.class === 'D0') return [known, ...rewritten]
  const open = /^D[12]$/.test(known.class)
  const readings = !open
    ? []
    : [...always, ...(names ? [] : byVerbs), ...(known.class === 'D1' && !names ? [undoes] : [])]
  const unknown = known.unknownProgram ? { unknownProgram: known.unknownProgram } : {}
  const said = [insistence(words), ...readings.map((reading) => reading(spoken))].flatMap(
    (effect) => (effect === null ? [] : [{ ...effect, ...unknown }]),
  )
  return [known, ...rewritten, ...said]
}
