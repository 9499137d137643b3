import type { Claim } from '../../domain/claim.ts'
import type { Survey } from '../../domain/fact.ts'
import { factsAbout } from '../names.ts'
import { against } from './contract.ts'
import { countOf, numbered } from './numbered.ts'
import type { Setting } from './resources.ts'

const amount = '(one|two|three|four|five|[1-9])'
const keys = [
  'required_approving_review_count',
  'required_approvals',
  'approvals_before_merge',
  'approvals_required',
]

/** Reviews without which nothing is merged, as branch protection in code asks for them. */
export const requiredApprovals = numbered({
  name: 'required approvals',
  says: new RegExp(
    String.raw`\b${amount} (?:approvals?|approving reviews?|reviewers?|approvers?)(?: \w+){0,3}? (?:is|are) (?:required|needed|mandatory)\b|\b(?:requires?|needs?) (?:at least )?${amount} (?:approvals?|approving reviews?|approvers?)\b`,
    'i',
  ),
  value: (match) => {
    const count = countOf(match[1] ?? match[2] ?? '')
    return count === null ? null : String(count)
  },
  attributes: keys,
  strengthOf: countOf,
  others: inFiles,
  moreIsEnough: false,
  undone(claim, surveys) {
    const admins = claim.context.some((word) =>
      /^(?:admin|admins|administrator|administrators|everybody|everyone|nobody)$/.test(word),
    )
    const loose = factsAbout('enforce_admins', ['setting'], surveys).find(
      ({ value, weak }) => value === 'false' && !weak,
    )
    return admins && loose !== undefined
      ? against(
          `administrators are not bound by it: ${loose.quote}`,
          'enforce_admins is false',
          loose,
          surveys,
        )
      : null
  },
})

/** Settings of the repository itself: `.github/settings.yml`, rulesets in JSON. */
function inFiles(_: Claim, surveys: readonly Survey[]): readonly Setting[] {
  return keys
    .flatMap((key) => factsAbout(key, ['setting'], surveys))
    .filter(
      ({ path, weak, value }) =>
        !weak &&
        value !== null &&
        /\.(?:ya?ml|json)$/.test(path) &&
        /(?:^|\/)\.(?:github|gitlab)\//.test(path),
    )
    .map((fact) => ({ fact, values: [fact] }))
}
