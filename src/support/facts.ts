import { readNumberWords } from '../values/numbers.ts'

/** What a sentence says, taken apart as far as it can be compared without understanding it. */
export interface Facts {
  /** Content words in their order, lower case, without endings; values and small words left out. */
  readonly words: readonly string[]
  /** Names that must be the same in both sentences to be about the same thing. */
  readonly names: ReadonlySet<string>
  /** Numbers with the unit or noun that follows, versions, dates. */
  readonly values: readonly string[]
  readonly negated: boolean
  /** `if`, `only`, `after`, `would`: words under which the rest holds. */
  readonly qualifiers: ReadonlySet<string>
  /** `at least`, `at most`, `about`: the number is a bound, not a value. */
  readonly bounded: boolean
}

const small = new Set(
  (
    'a an the this that these those it its is are was were be been being am do does did has have had of to in on at by for from with as and or but ' +
    'so than then there here also just only very can will would should may might shall must which who whom whose what when where into onto over ' +
    'under about after before during per via you your we our they their he she his her i me my us them if not no never'
  ).split(' '),
)
const negation =
  /\b(?:not|no|never|none|neither|nor|without|cannot|unable|fail(?:s|ed)? to|no longer|lacks?)\b|n['’]t\b/i
const bound =
  /\b(?:at (?:least|most)|(?:more|less|fewer|greater|higher|lower) than|up to|over|under|above|below|about|around|approximately|roughly|nearly|almost|minimum|maximum|between|exceed\w*|no more than)\b|[<>~≈±]/i
const qualifier =
  /\b(?:if|unless|only|when|whenever|while|once|after|before|until|except|provided|would|could|might|may|should|planned|proposed|formerly|previously|originally|allegedly|according|claimed|said|some|most|all|every|usually|sometimes|often|rarely|first|last)\b/gi
const identifier =
  /(?:--?[a-z][\w-]+|[A-Z][A-Z\d]*_[A-Z\d_]+|\w+(?:[._/:-]\w+)+|[a-z]+[A-Z]\w*|\/[\w./-]+)/g
const date = String.raw`\d{4}-\d{2}-\d{2}`
const number = String.raw`v?\d[\d,._]*(?:[a-zA-Zµ%]{1,5}\b|%)?`
const numberWord =
  '(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine|hundred|thousand|million|billion))*'
const valuePattern = new RegExp(
  `(?<![\\w.$-])(?:(?<date>${date})|(?<digits>${number}(?: (?:hundred|thousand|million|billion))?)|(?<spelt>\\b${numberWord})\\b)(?<noun> [a-z]{2,20}\\b)?`,
  'gi',
)

/** Takes a plain sentence apart. */
export function factsOf(sentence: string): Facts {
  const matches = [...sentence.matchAll(valuePattern)]
  const values = matches.map(({ 0: found, groups }) => {
    const noun = groups?.noun ?? ''
    const amount = found.slice(0, found.length - noun.length).replace(/[.,]+$/, '')
    const counted = noun !== '' && !small.has(noun.trim().toLowerCase()) ? noun : ''
    return `${readNumberWords(amount) ?? amount}${counted}`
  })
  const rest = sentence.replaceAll(valuePattern, ' $<noun>')
  const names = new Set(
    [...sentence.matchAll(identifier)]
      .map(([name]) => name)
      .filter((name) => !/^\d|^v\d/.test(name)),
  )
  return {
    words: contentWords(rest),
    names,
    values,
    qualifiers: new Set([...sentence.matchAll(qualifier)].map(([word]) => word.toLowerCase())),
    negated: negation.test(sentence),
    bounded: bound.test(sentence),
  }
}

const contentWords = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[\p{L}\d_][\p{L}\d_'’-]*/gu) ?? [])
    .filter((word) => !small.has(word))
    .map((word) => word.replace(/['’]s$/, '').replace(/(?<=\w{3})(?:ing|ed|es|s)$/, ''))
