export type CapabilityCode =
  | 'capability.test-unattested'
  | 'capability.irreversibility-unproven'
  | 'capability.reversibility-unproven'

/** What can bear a claim out. */
export type Evidence = 'test-result' | 'rehearsal'

/** How a claim is worded. */
export interface Pattern {
  readonly code: CapabilityCode
  /** Null where no attestation says as much. */
  readonly by: Evidence | null
  readonly says: RegExp
  /** Words before it in the same clause that make it no claim. */
  readonly unlessBefore: RegExp
  /** Words among its own that make it no claim. */
  readonly unlessInside?: RegExp
  /** Words after it that make it no claim. */
  readonly unlessAfter?: RegExp
}

const any = (...parts: readonly string[]): string => `(?:${parts.join('|')})`
const word = (source: string): RegExp => new RegExp(`\\b${source}`, 'i')

const tests = any(
  'tests?',
  'test[- ]suites?',
  'suites?',
  'specs',
  'checks',
  'ci',
  'jenkins',
  'buildkite',
  'github actions',
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
const undoing = any(
  'rolling (?:\\w+ )?back',
  'undoing',
  'reverting',
  'reversing',
  'restoring',
  'recovering',
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
  /\b(?:if|when|whenever|once|until|till|unless|whether|after|before|provided|assuming|should|must|may|might|could|would|will|needs?|has to|have to|make sure|ensures?|check|verify|confirm|wait|expect|requires?|required|(?<!dry[- ]|been )run|rerun|see|let|so that|in order|to)\b/
const hypothetical =
  /\b(?:if|unless|whether|in case|suppose|assuming|check|verify|confirm|ensure|make sure|ask|should|must|might|may)\b/
const denied = /\b(?:not|never|no longer|hardly|without|fail\w*)\b|n['’]t\b/
/** Which tests, or what is asked of them, is no word on how they fared. */
const relative = /\b(?:that|which|whose|an?)\b/
const asked =
  /^\s+(?:(?:\w+ ){0,2}(?:required|needed|mandatory|expected)|(?:are|is|do|does) (?:not|never))\b/i
/** Whoever may not undo it could still have it undone. */
const unentitled = /\bwithout (?:\w+ ){0,3}(?:roles?|permissions?|rights?|scopes?|approval)\b/i
/** What is turned round or found out, not undone. */
const otherwise = /\b(?:order|direction|sequence|string|characters|passwords?|hash(?:es)?)\b/
const either = (...parts: readonly RegExp[]): RegExp =>
  new RegExp(parts.map(({ source }) => source).join('|'), 'i')

const test = 'capability.test-unattested'
const oneWay = 'capability.irreversibility-unproven'
const bothWays = 'capability.reversibility-unproven'

const testPatterns: readonly Pattern[] = [
  {
    code: test,
    by: 'test-result',
    says: word(
      `${tests}(?: \\w+){0,4}?(?: ${being})*:? ${adverbs}(?:\\d[\\d,]*(?: ?/ ?| of )\\d[\\d,]* )?${passing}\\b`,
    ),
    unlessBefore: either(unsettled, denied),
    unlessInside: either(unsettled, denied, relative),
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
        `(?:ran|executed)(?: \\w+){0,4} ${tests}\\b[\\w ,]{0,30}? (?:it|they|all|everything)(?: \\w+){0,2}? ${passing}\\b`,
        `everything ${adverbs}${passing} (?:in|on) (?:the )?(?:ci|pipeline|build)\\b`,
        '\\d[\\d,]* (?:tests? )?passed,? (?:and )?(?:0|no|zero) (?:failed|failures?)\\b',
        `(?:test|e2e|ci|pipeline|build)(?: run)?(?: has| have)? (?:finished|completed|ended|went through|ran through) (?:clean(?:ly)?|green|successfully|without (?:any )?(?:errors?|failures?|problems?))\\b`,
        `tests?\\b[\\w %]{0,40} nothing (?:fail(?:s|ed)|br(?:eaks|oke))\\b`,
        'no regressions? (?:(?:was|were|is|are|has been|have been) )?(?:found|seen|detected|observed)\\b',
      ),
    ),
    unlessBefore: either(unsettled, denied),
    unlessAfter: asked,
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
        'no (?:going|turning) back\\b',
        "(?:never|not|\\w+n['’]t) get (?:\\w+ ){0,3}back\\b",
        "(?:not|\\w+n['’]t) be possible to (?:undo|restore|recover|revert|roll back)\\b",
        '(?:gone|lost|destroyed|deleted|removed) (?:forever|for good|permanently)\\b',
        'permanently (?:gone|lost|destroy(?:s|ed)|delete[sd]|remove[sd])\\b',
        `${any('rollbacks?', undoing)} ${any(never, "do(?:es)?(?: not|n['’]t)")} (?:work|help|be possible)\\b`,
        `${undoing}(?: \\w+){0,4} (?:is|are|was) (?:not possible|impossible|not an option|out of the question)\\b`,
        'unable to (?:undo|restore|recover|revert|roll back)\\b',
        'one-way (?:door|street|change|migration|operation|step)\\b',
        '(?:is|are|was|were|be) (?:un|ir)(?:recoverable|retrievable)\\b',
        '(?:nothing|nobody|no one) can (?:undo|restore|recover|bring|get)\\b',
        '(?:change|deletion|removal|loss|this|it|that) is permanent\\b',
      ),
    ),
    unlessBefore: either(hypothetical, otherwise),
    unlessAfter: unentitled,
  },
  {
    code: bothWays,
    by: 'rehearsal',
    says: word(
      any(
        `(?:can|could) ${adverbs}(?:be )?${adverbs}${undo}\\b`,
        `(?:safe|safely|easy|easily|trivial|simple|possible) (?:to )?(?:be )?${undo}\\b`,
        '(?:is|are|was|were|be|stays?|remains?) (?:(?!not\\b)\\w+ )?(?:reversible|recoverable)\\b',
        'reversible (?:change|step|migration|operation|action|deletion|deployment|update)\\b',
        'not irreversible\\b',
        `${any(undo, 'rollback')}(?: \\w+){0,2} is (?:(?!not)\\w+ )?(?:safe|easy|possible|trivial|instant|automatic|guaranteed)\\b`,
        'no data (?:is|will be|gets|can be) lost\\b',
        '(?:no|without(?: any)?) (?:risk of )?(?:data loss|losing (?:any )?data)\\b',
        "(?:will not|won['’]t|does not|doesn['’]t|cannot|can['’]t) lose (?:any )?(?:data|rows|records)\\b",
        'data loss is (?:not possible|impossible|ruled out)\\b',
        'non-?destructive\\b',
        'nothing (?:is|gets|will be|can be) (?:lost|deleted|destroyed)\\b',
        'nothing (?:can|could|will) go wrong\\b',
        `${undoing}(?: \\w+){0,3} (?:is|takes) (?:only |just )?(?:a |one )?(?:one-liner?|one-line \\w+|single \\w+|seconds?|moments?|quick|instant)\\b`,
        '(?:just|simply|easily) (?:roll (?:it|this|that|them) back|(?:revert|undo) (?:it|this|that|them))\\b',
      ),
    ),
    unlessBefore: either(hypothetical, denied, otherwise),
    unlessAfter: /^\s+only\b/i,
  },
]

/** Every way of wording a claim that is known. */
export const patterns: readonly Pattern[] = [...testPatterns, ...undoPatterns]
