// Porter's algorithm (1980), as SQLite's `porter` tokenizer has it: what is compared here is what is indexed there.
type Rule = readonly [ending: string, instead: string]

const isConsonant = (word: string, index: number): boolean => {
  const letter = word[index] ?? ''
  if ('aeiou'.includes(letter)) return false
  return letter !== 'y' || index === 0 || !isConsonant(word, index - 1)
}

const shapeOf = (word: string): string =>
  [...word].map((_, index) => (isConsonant(word, index) ? 'c' : 'v')).join('')

const measure = (stem: string): number => shapeOf(stem).match(/v+c+/g)?.length ?? 0
const hasVowel = (stem: string): boolean => shapeOf(stem).includes('v')

const endsDouble = (word: string): boolean =>
  word.length > 1 && word.at(-1) === word.at(-2) && isConsonant(word, word.length - 1)

const endsShort = (word: string): boolean =>
  /cvc$/.test(shapeOf(word)) && !'wxy'.includes(word.at(-1) ?? '')

const replaceFirst = (word: string, rules: readonly Rule[], least: number): string => {
  const rule = rules.find(([ending]) => word.endsWith(ending))
  if (!rule) return word
  const stem = word.slice(0, word.length - rule[0].length)
  return measure(stem) > least ? stem + rule[1] : word
}

const plural = (word: string): string => {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2)
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}

const past = (word: string): string => {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word
  const ending = ['ed', 'ing'].find((each) => word.endsWith(each))
  if (!ending || !hasVowel(word.slice(0, -ending.length))) return word
  const stem = word.slice(0, -ending.length)
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`
  if (endsDouble(stem) && !/[lsz]$/.test(stem)) return stem.slice(0, -1)
  return measure(stem) === 1 && endsShort(stem) ? `${stem}e` : stem
}

const finalY = (word: string): string =>
  word.endsWith('y') && hasVowel(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word

const longEndings: readonly Rule[] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['logi', 'log'],
  ['bli', 'ble'],
  ['alli', 'al'],
  ['entli', 'ent'],
  ['eli', 'e'],
  ['ousli', 'ous'],
  ['ization', 'ize'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
]

const middleEndings: readonly Rule[] = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
]

const lastEndings =
  /(?:al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|(?<=[st])ion|ou|ism|ate|iti|ous|ive|ize)$/

const cutLast = (word: string): string => {
  const stem = word.replace(lastEndings, '')
  return stem !== word && measure(stem) > 1 ? stem : word
}

const tidy = (word: string): string => {
  let result = word
  if (word.endsWith('e')) {
    const stem = word.slice(0, -1)
    if (measure(stem) > 1 || (measure(stem) === 1 && !endsShort(stem))) result = stem
  }
  return result.endsWith('ll') && measure(result) > 1 ? result.slice(0, -1) : result
}

const known = new Map<string, string>()
const mostKnown = 200_000

/** The stem of a lower-case word. */
export const stemOf = (word: string): string => {
  const remembered = known.get(word)
  if (remembered !== undefined) return remembered
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word
  if (known.size >= mostKnown) known.clear()
  const stem = cutDown(word)
  known.set(word, stem)
  return stem
}

const cutDown = (word: string): string => {
  const base = finalY(past(plural(word)))
  return tidy(cutLast(replaceFirst(replaceFirst(base, longEndings, 0), middleEndings, 0)))
}
