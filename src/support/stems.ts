import { irregularForms } from '../values/word-forms.ts'

const forms = new Map(
  irregularForms.flatMap((all) => {
    const [stem = ''] = all
    return all.map((form) => [form, stem] as const)
  }),
)

const known = new Map<string, string>()
/** Words kept at once; a text of strangers must not fill the memory. */
const mostKept = 20_000

/** What the forms of a lower-case English word have in common: good enough to compare with, not to print. */
export function stemOf(lower: string): string {
  const kept = known.get(lower)
  if (kept !== undefined) return kept
  if (known.size >= mostKept) known.clear()
  const stem =
    lower.length > 40
      ? lower
      : reckoned(lower.normalize('NFKC').replace(/['’](?:s|re|ve|ll|d|m)$/, ''))
  known.set(lower, stem)
  return stem
}

function reckoned(word: string): string {
  const form = forms.get(word)
  if (form !== undefined) return form
  const singular = forms.get(word.replace(/s$/, ''))
  if (word.length > 3 && singular !== undefined) return singular
  return bare(word)
}

function bare(word: string): string {
  if (word.length <= 3) return word
  const one = word
    .replace(/ies$/, 'y')
    .replace(/(ss|x|z|ch|sh)es$/, '$1')
    .replace(/(?<![su i])s$/, '')
  if (one.length <= 4) return one.replace(/(?<=..)e$/, '')
  const plain = one
    .replace(/(?<=[aeiouy]\w*\w)(?:ing|ed)$/, '')
    .replace(/(?<=\w{4})ly$/, '')
    .replace(/ied$/, 'y')
  const undoubled = plain === one ? plain : plain.replace(/([bdfgmnprt])\1$/, '$1')
  return undoubled.replace(/(?<=\w{3})e$/, '').replace(/(?<=\w{2})y$/, 'i')
}
