/** Forms that no rule brings together, each line one word. */
const irregular = `
be is are was were been being am|have has had having|do does did done doing|go goes went gone|say said|make made|take took taken|see saw seen|come came
get got gotten|give gave given|find found|think thought|tell told|become became|show shown|leave left|feel felt|put|bring brought|begin began begun
keep kept|hold held|write wrote written|stand stood|hear heard|let|mean meant|set|meet met|run ran|pay paid|sit sat|speak spoke spoken|lie lay|lead led
grow grew grown|lose lost|fall fell fallen|send sent|build built|understand understood|draw drew drawn|break broke broken|spend spent|cut|rise rose risen
drive drove driven|buy bought|wear wore worn|choose chose chosen|win won|beat beaten|sell sold|shoot shot|sing sang sung|fight fought|throw threw thrown
know knew known|hit|read|hurt|catch caught|teach taught|eat ate eaten|fly flew flown|forget forgot forgotten|hide hid hidden|ride rode ridden|steal stole stolen
shut|split|spread|cost|bind bound|freeze froze frozen|shrink shrank shrunk|overwrite overwrote overwritten|rebuild rebuilt|reset|withdraw withdrew withdrawn
child children|man men|woman women|person people persons|foot feet|life lives|die died dying dies death deaths dead|country countries|media medium|datum data|index indices indexes
good better best|bad worse worst|third 3rd|second 2nd|first 1st`
const forms = new Map(
  irregular
    .trim()
    .split(/\n|\|/)
    .flatMap((line) => {
      const [stem = '', ...rest] = line.split(' ')
      return [stem, ...rest].map((form) => [form, stem] as const)
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
