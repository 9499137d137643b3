import type { Intent, Reason } from '../domain/verdict.ts'
import { sentencesOf } from '../values/sentences.ts'
import { cellFor, defaultPolicy, type Policy } from './policy.ts'
import { because, type ReasonCode } from './reasons.ts'

/** A sentence that claims something only evidence can show. */
export interface CapabilityClaim {
  readonly code:
    | 'capability.test-unattested'
    | 'capability.irreversibility-unproven'
    | 'capability.reversibility-unproven'
  /** What evidence can bear it out: a test result, a rehearsal; null where no attestation says as much. */
  readonly by: 'test-result' | 'rehearsal' | null
  /** The sentence claims nothing besides. */
  readonly alone: boolean
  readonly sentence: string
  readonly span: readonly [start: number, end: number]
}

interface Pattern {
  readonly code: CapabilityClaim['code']
  readonly by: CapabilityClaim['by']
  readonly says: RegExp
  /** Words before it in the same clause that make it no claim. */
  readonly unlessBefore: RegExp
  /** Words among its own that make it no claim. */
  readonly unlessInside?: RegExp
}

const any = (...parts: readonly string[]): string => `(?:${parts.join('|')})`
const word = (source: string): RegExp => new RegExp(`\\b${source}`, 'i')

const tests = any(
  'tests?',
  'test[- ]suites?',
  'suites?',
  'specs?',
  'checks',
  'ci',
  'pipeline',
  'build',
)
const being = any(
  'are',
  'is',
  'were',
  'was',
  'have',
  'has',
  'had',
  'been',
  'came',
  'comes?',
  'stay',
  'ran',
  'went',
)
const passing = any('pass(?:es|ed|ing)?', 'green', 'succe(?:ed(?:s|ed|ing)?|ssful)', 'clean', 'ok')
const undo = any(
  'roll(?:ed|ing)?[- ]?back',
  'undone',
  'undo',
  'undoing',
  'revert(?:ed|ing)?',
  'revers(?:ed|e|ing)',
  'restored',
  'recovered',
)
const adverbs = '(?:\\w+ly |now |all |always |still |also |ever |just )*'
const stage = any(
  'staging',
  'stage',
  'production',
  'prod',
  'pre-?prod',
  'qa',
  'uat',
  'dev',
  'development',
)
const tried = any(
  'verified',
  'validated',
  'tested',
  'confirmed',
  'proven',
  'exercised',
  'works',
  'worked',
  'rehearsed',
  'checked',
)
const never = any(
  "can(?: ?not|['’]t| never)",
  "could(?: not|n['’]t)",
  "wo(?:n['’]t)",
  'will (?:not|never)',
)

/** Instructions, wishes and conditions speak of tests without claiming that they pass. */
const unsettled =
  /\b(?:if|when|whenever|once|until|till|unless|whether|after|before|provided|assuming|should|must|may|might|could|would|will|needs?|has to|have to|make sure|ensures?|check|verify|confirm|wait|expect|requires?|required|run|rerun|see|let|so that|in order|to)\b/
const hypothetical =
  /\b(?:if|unless|whether|in case|suppose|assuming|check|verify|confirm|ensure|make sure|ask|should|must|might|may)\b/
const denied = /\b(?:not|never|no longer|hardly|without|fail\w*)\b|n['’]t\b/
const either = (...parts: readonly RegExp[]): RegExp =>
  new RegExp(parts.map(({ source }) => source).join('|'), 'i')

const test = 'capability.test-unattested'
const oneWay = 'capability.irreversibility-unproven'
const bothWays = 'capability.reversibility-unproven'

const testPatterns: readonly Pattern[] = [
  {
    code: test,
    by: 'test-result',
    says: word(`${tests}(?: \\w+){0,3}?(?: ${being})*:? ${adverbs}${passing}\\b`),
    unlessBefore: either(unsettled, denied),
    unlessInside: either(unsettled, denied),
  },
  {
    code: test,
    by: 'test-result',
    says: word(
      any(
        `(?:green|passing|successful|clean) (?:\\w+ )?${tests}\\b`,
        '(?:no|zero|0|without(?: any)?) (?:failing|failed|broken) (?:\\w+ )?tests?\\b',
        '(?:no|zero|0) test failures\\b',
        `pass(?:es|ed) (?:all|every|the|its|100 ?%)(?: \\w+){0,3} ${tests}\\b`,
      ),
    ),
    unlessBefore: either(unsettled, denied),
  },
  {
    code: test,
    // That tests pass does not say that anything was tried anywhere.
    by: null,
    says: word(
      any(
        `${tried}(?: \\w+){0,5}? (?:in|on|against) (?:the |our )?${stage}\\b`,
        '(?:fully|thoroughly|well|already) tested\\b',
      ),
    ),
    unlessBefore: either(unsettled, denied),
    unlessInside: denied,
  },
]

const undoPatterns: readonly Pattern[] = [
  {
    code: oneWay,
    by: 'rehearsal',
    says: word(
      any(
        `${never} ${adverbs}(?:be )?${adverbs}${undo}\\b`,
        `${any(undo, 'rollbacks?', 'reversal', 'recovery')}(?: \\w+){0,3} (?:is|are|was|will be) (?:simply )?(?:not possible|impossible|not an option|not supported|unavailable)`,
        `(?:impossible|not possible|unable|no way) to ${undo}\\b`,
        'no (?:way back|(?:way to )?roll-?back|undo)\\b',
        '(?<!\\bnot )irreversibl[ey]\\b',
        "(?:not|isn['’]t) (?:\\w+ )?reversible\\b",
      ),
    ),
    unlessBefore: either(hypothetical),
  },
  {
    code: bothWays,
    by: 'rehearsal',
    says: word(
      any(
        `(?:can|could) ${adverbs}(?:be )?${adverbs}${undo}\\b`,
        `(?:safe|safely|easy|easily|trivial|simple|possible) (?:to )?(?:be )?${undo}\\b`,
        "(?<!\\b(?:not|isn['’]t) (?:\\w+ )?)reversible\\b",
        'not irreversible\\b',
        `${any(undo, 'rollback')}(?: \\w+){0,2} is (?:(?!not)\\w+ )?(?:safe|easy|possible|trivial|instant|automatic|guaranteed)\\b`,
        'no data (?:is|will be|gets|can be) lost\\b',
        '(?:no|without(?: any)?) (?:risk of )?data loss\\b',
      ),
    ),
    unlessBefore: either(hypothetical, denied),
  },
]

const patterns = [...testPatterns, ...undoPatterns]

/** Sentences that claim that tests pass, or that something can or cannot be undone. */
export function capabilityClaims(text: string): readonly CapabilityClaim[] {
  return sentencesOf(text).flatMap(({ text: sentence, span }) => {
    if (/\?["'”’)]*$/.test(sentence) || /^\s*[-*+]?\s*\[ \]/.test(sentence)) return []
    const found = patterns.flatMap((pattern) => {
      const claim = claimIn(sentence, pattern)
      return claim === null ? [] : [{ code: pattern.code, by: pattern.by, ...claim }]
    })
    const codes = [...new Set(found.map(({ code }) => code))]
    return codes.map((code) => {
      const same = found.filter((one) => one.code === code)
      // Of two readings the one counts that is harder to bear out.
      const by = same.some((one) => one.by === null) ? null : (same[0]?.by ?? null)
      return { code, by, alone: same.every(({ alone }) => alone), sentence, span }
    })
  })
}

function claimIn(
  sentence: string,
  { says, unlessBefore, unlessInside }: Pattern,
): { readonly alone: boolean } | null {
  const plain = sentence.replaceAll(/[*_`]+/g, '')
  const found = says.exec(plain)
  if (!found) return null
  const before = plain.slice(0, found.index)
  // Only the clause that holds the claim counts: "if you drop it, it cannot be restored" is one.
  const clause = before.slice(
    Math.max(...[',', ';', ':'].map((mark) => before.lastIndexOf(mark))) + 1,
  )
  if (unlessBefore.test(clause) || unlessInside?.test(found[0]) === true) return null
  const rest = `${before} ${plain.slice(found.index + found[0].length)}`
  const words = rest.match(/[\w@/.-]+/g) ?? []
  return {
    alone: words.length <= mostBeside && !/[,;:]|\b(?:and|but|so|because|then)\b/i.test(rest),
  }
}

/** More words than these beside a claim may say something else. */
const mostBeside = 6

/** What is known besides the words. */
export interface CapabilityContext {
  readonly proven?: ReadonlySet<ReasonCode> | undefined
  /** Why attestations that came along bear out nothing, in words. */
  readonly shortfalls?: ReadonlyMap<ReasonCode, string> | undefined
  readonly statement?: number
  readonly policy?: Policy
}

/** The reasons against capability claims that nothing bears out. */
export function reasonsForCapabilities(
  text: string,
  intent: Intent,
  { proven, shortfalls, statement, policy = defaultPolicy }: CapabilityContext = {},
): readonly Reason[] {
  return capabilityClaims(text)
    .filter(({ code, by }) => by === null || !proven?.has(code))
    .map(({ code, by, sentence }) =>
      because(
        code,
        cellFor(policy, code, intent).decision,
        `“${sentence}” stands without evidence${whyNot(code, by, shortfalls)}`,
        statement === undefined ? {} : { statement },
      ),
    )
}

const whyNot = (
  code: ReasonCode,
  by: CapabilityClaim['by'],
  shortfalls: CapabilityContext['shortfalls'],
): string => {
  if (by === null && shortfalls !== undefined && shortfalls.size > 0)
    return ': a test result does not say that it was tried there'
  const shortfall = shortfalls?.get(code)
  return shortfall === undefined ? '' : `: ${shortfall}`
}
