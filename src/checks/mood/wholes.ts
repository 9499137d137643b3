import type { Block, Passage } from '../../domain/passage.ts'

const numbered = /(?:^|[\s(v[])\d{1,4}\.\d{1,4}(?:\.\d{1,4}|\.x)?(?![\w.%]*\w)/i

/** A page whose sections are those of one release after the other keeps what each brought, whatever it is called. */
export function tellsOfReleases(passages: readonly Passage[]): boolean {
  return [0, 1].some((depth) => {
    const all = new Set(passages.flatMap(({ heading }) => heading[depth] ?? []))
    const ofReleases = [...all].filter((heading) => numbered.test(heading)).length
    return ofReleases >= 4 && ofReleases * 2 >= all.size
  })
}

const removed =
  /(?:^|\n)[ \t*_]{0,6}[([] ?(?:now )?removed (?:in|since|as of) v?\d[\w.]{0,12} ?[)\]][ \t*_.]{0,4}(?:$|\n)/i

/** "Removed in v1.17 and replaced by …", "This option was removed in 4.6" */
const opensRemoved =
  /^[\s>*_([]{0,8}(?:(?:note|important|warning|caution)[:*_ ]{1,4})?(?:this (?:\w+ ){1,2}(?:was|has been|is) )?(?:now )?removed (?:in|since|as of) (?:version |release )?v?\d/i

/** "*(removed in 1.0.0)*" on a line by itself at the top of a section, or a notice there: what the section tells of was. */
export const isOfRemoved = ({ blocks }: Passage): boolean =>
  blocks
    .filter(({ kind }) => kind !== 'heading')
    .slice(0, 1)
    .some(
      ({ kind, text }) =>
        kind !== 'code' && text.length < 400 && (removed.test(text) || opensRemoved.test(text)),
    )

const left =
  /\b(?:broken|split|moved|extracted|spun|factored|migrated)(?: out)? (?:in)?to (?:an?|its|their|the) (?:\w+ )?(?:new|separate|own|dedicated|standalone|external|different) (?:\w+ )?(?:module|package|repo(?:sitory)?|project|gem|crate|plug-?in|library)\b/i

/** "It has been broken out into a new module": what the passage goes on to tell is that module's. */
export const isToldToHaveLeft = ({ kind, text }: Block): boolean =>
  kind !== 'code' && text.length < 4_000 && left.test(text)
