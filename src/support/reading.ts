import { conditions, meaningOf, negations, smallWords } from './lexicon.ts'
import { type Quantity, quantitiesOf } from './quantities.ts'
import { type Token, tokensOf } from './tokens.ts'

/** A word that says what a sentence is about. */
export interface ContentWord {
  readonly stem: string
  readonly meaning: string
  /** Its place among the tokens. */
  readonly at: number
  /** Written with a capital where a plain word would not be, or a name of code. */
  readonly isName: boolean
}

/** A sentence taken apart as far as it can be compared without understanding it. */
export interface Reading {
  readonly tokens: readonly Token[]
  readonly words: readonly ContentWord[]
  readonly quantities: readonly Quantity[]
  /** Names of code: what must be the same in both to be about the same thing. */
  readonly names: ReadonlySet<string>
  readonly conditions: ReadonlySet<string>
  readonly negations: number
  /** How often each stem, and each meaning, stands in it. */
  readonly stems: ReadonlySet<string>
  readonly meanings: ReadonlySet<string>
}

/** Reads a sentence that holds no marks. */
export function readingOf(text: string): Reading {
  const tokens = tokensOf(text)
  const quantities = quantitiesOf(tokens)
  const inQuantity = new Set<number>()
  for (const { boundFrom, to } of quantities)
    for (let at = boundFrom; at < to; at += 1) inQuantity.add(at)
  const words = tokens.flatMap((token, at) => contentWord(tokens, token, at, inQuantity.has(at)))
  return {
    tokens,
    words,
    quantities,
    names: new Set(
      tokens
        .filter(
          (token, at) =>
            token.kind === 'name' &&
            !inQuantity.has(at) &&
            !/^v?\d/.test(token.text) &&
            /[_./:$]|^-|[a-z][A-Z]|^[a-z]+(?:-[a-z]+)*-?\d/.test(token.text),
        )
        .map(({ text: name }) => name),
    ),
    conditions: new Set(
      tokens
        .filter(({ lower }, at) => conditions.has(lower) && !inQuantity.has(at))
        .map(({ lower }) => lower),
    ),
    negations: tokens.filter(({ lower }, at) => negations.has(lower) && !inQuantity.has(at)).length,
    stems: new Set(words.map(({ stem }) => stem)),
    meanings: new Set(words.map(({ meaning }) => meaning)),
  }
}

function contentWord(
  tokens: readonly Token[],
  { kind, text, lower, stem }: Token,
  at: number,
  isValue: boolean,
): readonly ContentWord[] {
  if (isValue || kind === 'sign' || kind === 'number') return []
  if (smallWords.has(lower) && !(lower === 'on' && isState(tokens, at))) return []
  if (kind === 'name')
    return /^v?\d/.test(lower) ? [] : [{ stem: lower, meaning: lower, at, isName: true }]
  if (lower === 'on' && isState(tokens, at))
    return [{ stem: lower, meaning: lower, at, isName: false }]
  if (lower.length === 1 && text === lower) return []
  const isFirst = at === 0 || /^[.!?:;“"]$/.test(tokens[at - 1]?.text ?? '')
  const isName = /^\p{Lu}/u.test(text) && (!isFirst || /^\p{Lu}/u.test(tokens[at + 1]?.text ?? ''))
  return [{ stem, meaning: meaningOf(stem), at, isName }]
}

/** “It is on”, “turned on by default”: a state, where “on the table” is a place. */
const isState = (tokens: readonly Token[], at: number): boolean =>
  /^(?:is|are|was|were|be|turned|switched|set|left|stays?|kept)$/.test(
    tokens[at - 1]?.lower ?? '',
  ) &&
  /^(?:|[.,;:!]|by|in|for|at|until|when|if|unless|during|per|only|again|and|or)$/.test(
    tokens[at + 1]?.lower ?? '',
  )
