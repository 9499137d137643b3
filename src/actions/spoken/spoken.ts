import type { Effect } from '../effect.ts'
import { insistence } from '../insists.ts'
import type { Word } from '../word.ts'
import { endsControl, settingOff } from './controls.ts'
import { byOption, undoes } from './deeds.ts'
import { grants } from './grants.ts'
import { type Spoken, spokenBy } from './tokens.ts'

type Reading = (spoken: Spoken) => Effect | null

/** Of the words of any program. */
const always: readonly Reading[] = [settingOff, grants]
/** Of programs that are told what to do by words, where their tables know nothing worse. */
const byVerbs: readonly Reading[] = [endsControl, undoes, byOption]

/**
 * What the words of a command say, whatever its program is: verbs, what they are done to, options and rights. A tool's own table
 * refines this; what it takes for harmless because it does not know it is judged by what it is called. `names`: the other words
 * of this program are names of things, and say nothing.
 */
export function spokenEffects(known: Effect, words: readonly Word[], names: boolean): readonly Effect[] {
  if (known.class === 'D0') return []
  const spoken = spokenBy(words)
  if (spoken === null) return []
  const readings = names ? always : known.class === 'D1' ? [...always, ...byVerbs] : [...always, endsControl, byOption]
  const unknown = known.unknownProgram ? { unknownProgram: known.unknownProgram } : {}
  return [insistence(words), ...readings.map((reading) => reading(spoken))].flatMap((effect) =>
    effect === null ? [] : [{ ...effect, ...unknown }],
  )
}
