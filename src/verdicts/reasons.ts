import type { Decision, Reason } from '../domain/verdict.ts'

/** Every reason a verdict can carry: what it means, and what would mend it. The codes are stable. */
export const reasonTable = {
  'code.contradicted': {
    meaning: 'A cited page names something that the code no longer has.',
    fix: 'Correct the page, or follow what the code says now.',
  },
  'code.value-differs': {
    meaning: 'A cited page gives a value that differs from the one in the code.',
    fix: 'Correct the value on the page, or follow the code.',
  },
  'code.moved': {
    meaning: 'Something a cited page names was renamed or moved; the new name is known.',
    fix: 'Use the new name that stands beside the citation, and correct the page.',
  },
  'code.control-ineffective': {
    meaning:
      'A protection that a cited page relies on is present in the code but does not protect.',
    fix: 'Repair the protection before relying on it.',
  },
  'code.unjudged': {
    meaning: 'A cited page names something that code can neither bear out nor contradict.',
    fix: 'Check it by hand, or say in the page or the configuration which repository it is about.',
  },
  'freshness.gone': {
    meaning: 'A cited page no longer exists at its source.',
    fix: 'Ask its owner what replaced it.',
  },
  'freshness.superseded': {
    meaning: 'A cited page says that another page replaces it.',
    fix: 'Use the page that replaces it.',
  },
  'freshness.expired-behind': {
    meaning:
      'The review date of a cited page has passed, and the code it speaks of has changed since.',
    fix: 'Have the owner review the page against the code.',
  },
  'freshness.expired': {
    meaning: 'The review date of a cited page has passed.',
    fix: 'Have the owner review the page.',
  },
  'freshness.unreachable': {
    meaning: 'The copy of a cited page, or the survey that judged it, is too old to be trusted.',
    fix: 'Crawl the source or survey the repository again.',
  },
  'freshness.unknown': {
    meaning: 'Nobody knows when a cited page was last changed.',
    fix: 'Have the owner review and date the page.',
  },
  'freshness.stale': {
    meaning: 'A cited page is old, and code cannot judge all that it says.',
    fix: 'Have the owner review the page.',
  },
  'freshness.aging': {
    meaning: 'A cited page is getting old, though nothing speaks against it.',
    fix: 'Have the owner review the page when convenient.',
  },
  'support.partial': {
    meaning: 'A statement says more than its source.',
    fix: 'Say only what the source says, or cite a source for the rest.',
  },
  'support.unsupported': {
    meaning: 'No cited source bears a statement out.',
    fix: 'Cite a source that says so, or leave the statement out.',
  },
  'support.contradicted': {
    meaning: 'A cited source says something else than the statement.',
    fix: 'Correct the statement.',
  },
  'support.quote-not-found': {
    meaning: 'A quote does not stand in the source it names.',
    fix: 'Quote the source word for word, at the revision named.',
  },
  'freshness.not-current': {
    meaning: 'A cited page is a plan: it says what was meant, not what is.',
    fix: 'Check it against the code, or have the owner write down how things are now.',
  },
  'answer.no-ground': {
    meaning: 'There is no current source to rest an answer on.',
    fix: 'Write or correct a page about it, or ask the owner.',
  },
  'capability.test-unattested': {
    meaning:
      'The advice says that tests pass or that something was verified, without an attestation.',
    fix: 'Attach a test-result attestation bound to the commit.',
  },
  'capability.irreversibility-unproven': {
    meaning: 'The advice says that something cannot be undone, without evidence.',
    fix: 'Show why it cannot be undone, or try the rollback first.',
  },
  'capability.reversibility-unproven': {
    meaning: 'The advice says that something can be undone, without evidence.',
    fix: 'Show a rollback that was rehearsed.',
  },
  'action.state-changing': {
    meaning: 'The action disrupts or changes something that runs.',
    fix: 'Check that the disruption is meant.',
  },
  'action.destructive': {
    meaning: 'The action loses data or history: at best a backup brings it back.',
    fix: 'Have a person approve exactly this action.',
  },
  'action.environment-wide': {
    meaning: 'The action destroys a whole namespace, database, account or environment.',
    fix: 'Have two people approve exactly this action, one of them senior.',
  },
  'action.opaque': {
    meaning: 'What the action would run cannot be seen.',
    fix: 'Write the command out in full, without variables as verbs or piped scripts.',
  },
  'action.privilege': {
    meaning: 'The action widens access, lowers a protection, or sends secrets or all data out.',
    fix: 'Have a person approve exactly this action, or narrow it.',
  },
  'action.guard-tampered': {
    meaning: 'The action touches the gate, its policy, its keys or its log.',
    fix: 'A person changes the gate, by hand, outside the agent.',
  },
  'action.unknown-program': {
    meaning: 'The action runs a program that Plumbline does not know.',
    fix: 'Read what the program does before running it.',
  },
  'action.disproportionate': {
    meaning: 'The action reaches wider than the task, the role or the calendar allows.',
    fix: 'Narrow the action to the task, take the narrower role, or wait for the freeze to end.',
  },
  'action.environment-mismatch': {
    meaning: 'The action is said to be for one environment, and its words aim at another.',
    fix: 'Name the environment that the command really reaches, or correct the command.',
  },
  'action.critical-system': {
    meaning: 'The action changes a system that is configured as critical.',
    fix: 'Have two people approve exactly this action, one of them senior.',
  },
  'approval.granted': {
    meaning: 'People approved exactly this action, in this environment and under this role.',
    fix: 'Nothing: it may run once.',
  },
  'approval.replayed': {
    meaning: 'The approval of this action was used up: each allows it once.',
    fix: 'Have people approve it anew.',
  },
  'approval.refused': {
    meaning: 'A person refused this action.',
    fix: 'Talk to whoever refused it; then ask anew with `POST /v1/approvals`.',
  },
  'approval.expired': {
    meaning: 'The approval of this action has expired.',
    fix: 'Have people approve it anew, and act while it lasts.',
  },
  'access.environment': {
    meaning: 'The asker is not entitled to the environment the action is aimed at.',
    fix: 'Use a key that is bound to that environment.',
  },
  'access.environment-unknown': {
    meaning:
      'The asker is bound to environments, and which environment the action reaches cannot be told.',
    fix: 'Say in the command which context, account or host it reaches.',
  },
  'policy.rule': {
    meaning: "A rule of the company's policy speaks of this case.",
    fix: 'Do what the rule says; `plumbline policy show` lists the rules.',
  },
  'policy.fault': {
    meaning: 'A rule of the policy could not be evaluated, and nothing is allowed past it.',
    fix: 'Correct the rule that the message names; `plumbline policy test` tries it.',
  },
  'policy.unreadable': {
    meaning: 'The configured policy cannot be read, so nothing is allowed.',
    fix: 'Correct the file and line that the message names; `plumbline policy test` checks it.',
  },
  'system.fault': {
    meaning: 'Plumbline failed while judging, and allows nothing it has not judged.',
    fix: 'Try again; report it with the request id when it stays.',
  },
  'system.timeout': {
    meaning: 'Judging took too long, and nothing is allowed unjudged.',
    fix: 'Try again, or send less at once.',
  },
  'system.limit': {
    meaning: 'The text is larger or more deeply nested than Plumbline reads.',
    fix: 'Send it in smaller parts.',
  },
} as const satisfies Readonly<Record<string, { readonly meaning: string; readonly fix: string }>>

export type ReasonCode = keyof typeof reasonTable

/** Where a reason points besides its message. */
export type Pointers = Omit<Reason, 'code' | 'decision' | 'message'>

/** Makes a reason with one of the stable codes; its message is the code's meaning unless a closer one is given. */
export const because = (
  code: ReasonCode,
  decision: Decision,
  message?: string,
  pointers: Pointers = {},
): Reason => ({ code, decision, message: message ?? reasonTable[code].meaning, ...pointers })

/** Whether a code is one of the table. */
export const isReasonCode = (code: string): code is ReasonCode => Object.hasOwn(reasonTable, code)

/** What would lift a reason, in a sentence; nothing for a code of somebody else's. */
export const fixFor = (code: string): string => (isReasonCode(code) ? reasonTable[code].fix : '')

/** What a reason means, in general words; nothing for a code of somebody else's. */
export const meaningOf = (code: string): string =>
  isReasonCode(code) ? reasonTable[code].meaning : ''
