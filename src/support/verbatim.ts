/** What stands before a piece of a sentence can turn it round: “do not”, “unless”. */
const turning =
  /\b(?:not|never|no|without|avoid|unless|if|when|until|instead of|rather than|unlike|false that|stop|don['’]t|doesn['’]t|isn['’]t|cannot|can['’]t|planned|formerly|previously|used to|deprecated)\b[^.!?;]*$/i

/** What follows a piece of a sentence can narrow it: “only if”. */
const narrowing =
  /^,?\s*(?:only|if|unless|when|once|after|before|except|but|until|provided|as long as|and only)\b/i

/** How a sentence holds a piece of text. */
export type Held = 'whole' | 'narrowed' | 'denied' | 'turned'

/** How a sentence holds a statement word for word; null where it does not, or holds only half a word or half a number of it. */
export function heldIn(statement: string, sentence: string): Held | null {
  const wanted = statement.replace(/(?<![.!;:,])[.!;:,]+$/, '')
  const place = sentence.indexOf(wanted)
  if (wanted === '' || place < 0) return null
  const before = sentence.slice(0, place)
  const after = sentence.slice(place + wanted.length)
  if (/[\p{L}\d_]$/u.test(before) || /^(?:[\p{L}\d_]|[.,:-]\d|%)/u.test(after)) return null
  if (/\b(?:not|never|don['’]t)\s+$/i.test(before)) return 'denied'
  if (turning.test(before) || /^\s+(?:is|was) (?:not|no longer|wrong|false)\b/i.test(after))
    return 'turned'
  return narrowing.test(after) ? 'narrowed' : 'whole'
}
