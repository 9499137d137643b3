import { unknown } from '../../check.ts'
import { wordsSaid } from '../../sentence.ts'
import { isDistinctive } from '../../shape.ts'
import { bareName, type Doubt, ofPrograms } from '../loss.ts'
import { holding } from './in-tree.ts'

/** So many words to either side of a name are compared, where the sentence has them. */
const around = 4
/** Fewer words, or shorter ones, beside the name are no sentence. */
const fewest = { words: 2, letters: 20 }

/** The words around a name in its clause on a page; null where there are too few. */
function saidAround(token: string, quote: string): string | null {
  const at = quote.indexOf(token)
  if (at < 0) return null
  const before =
    quote
      .slice(0, at)
      .split(/[,;:()|]/)
      .at(-1) ?? ''
  const after = quote.slice(at + token.length).split(/[,;:()|]|\.\s/)[0] ?? ''
  const sides = [wordsSaid(before).slice(-around), wordsSaid(after).slice(0, around)] as const
  const others = sides.flat()
  return others.length < fewest.words || others.join('').length < fewest.letters
    ? null
    : [...sides[0], ...wordsSaid(token), ...sides[1]].join(' ')
}

/** A comment that tells of what is gone, or to be done. */
const tellsOtherwise =
  /\b(?:removed|deprecated|renamed|obsolete|gone|no longer|never|not|no|cannot|instead|formerly|previously|was|were|fixme|todo|xxx|docs?|documentation)\b|n['’]t\b/i

/**
 * A comment that still says of a name just what the page says: both speak of a thing that they know by it, declared or not. (Where the name stands
 * outside of comments, `standsInTree` has told so before.)
 */
export const saidInCode: Doubt = async ({ opinion: { lost, whole }, claim, fate, ground }) => {
  if (fate.is !== 'gone' || whole !== null || !ofPrograms.has(lost.kind)) return null
  if (lost.kind === 'file-path') return null
  const name = bareName(lost.subject)
  const said = isDistinctive(name) ? saidAround(claim.token, claim.quote) : null
  if (said === null) return null
  for (const path of await holding(name, ground)) {
    const lines = ((await ground.history.textNow(path)) ?? '').split('\n')
    const at = lines.findIndex((line, place) => {
      if (!line.includes(name)) return false
      // A comment goes on below.
      const here = lines.slice(Math.max(0, place - 1), place + 2).join(' ')
      return !tellsOtherwise.test(here) && ` ${wordsSaid(here).join(' ')} `.includes(` ${said} `)
    })
    if (at >= 0)
      return unknown(
        'ambiguous',
        `${path}:${at + 1} still says of ${claim.subject} what the page says`,
      )
  }
  return null
}
