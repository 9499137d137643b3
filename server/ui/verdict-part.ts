import type { Evidence } from '../../src/domain/finding.ts'
import type { Decision, Reason, Verdict } from '../../src/domain/verdict.ts'
import { exactly, type Html, html, plainly } from './html.ts'

interface DecisionWords {
  readonly title: string
  readonly meaning: string
}

export const decisionWords: Readonly<Record<Decision, DecisionWords>> = {
  allow: { title: 'Allowed', meaning: 'Nothing that is known speaks against it.' },
  warn: { title: 'Allowed, with care', meaning: 'It may be used; mind what stands below.' },
  escalate: { title: 'People decide', meaning: 'It may not be acted on until people approve.' },
  block: { title: 'Blocked', meaning: 'It may not be relied on, for what stands below.' },
}

/** A decision as a badge: its colour never says more than its word. */
export const decisionBadge = (decision: Decision): Html =>
  html`<span class="state ${decision}">${decisionWords[decision].title}</span>`

/** The verdict, before anything else, with all its reasons. */
export const verdictPart = (
  { decision, reasons }: Verdict,
  unblock: readonly string[] = [],
): Html => html`<section class="verdict ${decision}" aria-label="Verdict">
<p><strong>${decisionWords[decision].title}.</strong> ${decisionWords[decision].meaning}</p>
${reasonList(reasons)}
${
  unblock.length === 0
    ? null
    : html`<p><strong>What would help</strong></p><ul>${unblock.map((step) => html`<li>${plainly(step)}</li>`)}</ul>`
}
</section>`

/** Reasons with their evidence; null where there is none. */
export const reasonList = (reasons: readonly Reason[]): Html | null =>
  reasons.length === 0
    ? null
    : html`<ul class="reasons">${reasons.map(
        ({ code, message, rule, citation, evidence = [] }) =>
          html`<li>${plainly(message)}${citation === undefined ? null : html` <a class="ref" href="#${citation}">${citation}</a>`} <code class="quiet">${code}</code>${rule === undefined ? null : html` <span class="quiet">by rule <code>${plainly(rule)}</code></span>`}${evidence.map(spot)}</li>`,
      )}</ul>`

/** A spot of code or of a page, in its own words. */
export const spot = (evidence: Evidence): Html =>
  evidence.in === 'code'
    ? html`<figure><pre tabindex="0" aria-label="Code">${exactly(evidence.quote)}</pre><figcaption class="quiet">${plainly(`${evidence.repository}: ${evidence.path}:${evidence.line}`)} at <code>${commitWords(evidence.commit)}</code></figcaption></figure>`
    : html`<p class="quiet">${plainly(`${evidence.page}:${evidence.line}`)}: ${plainly(evidence.quote)}</p>`

/** A commit by its first letters; a published version as it is. */
export const commitWords = (commit: string): string => commit.replace('version:', '').slice(0, 12)
