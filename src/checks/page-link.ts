import type { Claim } from '../domain/claim.ts'
import type { Survey } from '../domain/fact.ts'
import { alert } from './alert.ts'
import { type Check, type Mention, type Opinion, unknown } from './check.ts'
import { alertOfHeading } from './infrastructure/alert-names.ts'
import { evidenceOf, factsAbout } from './names.ts'
import { ofCode } from './page-link/from-code.ts'

/** Code points at pages, and pages are called after alerts: what each points at must be there. */
export const pageLink: Check = {
  statesMore: true,
  about:
    'Code points at a page, or a runbook is called after an alert; what is pointed at must exist.',
  against: ['page-link', 'alert'],

  *mentions({ page, passage }) {
    for (const block of passage.blocks) {
      const title = block.level === 1 ? alertOfHeading(block) : null
      const isRunbook =
        page.genre === 'runbook' || /runbook|alert|playbook/i.test(`${page.path} ${block.text}`)
      if (title === null || !isRunbook) continue
      yield { subject: title.name, token: title.name, span: title.span, block } satisfies Mention
    }
  },

  judge(claim, surveys, pages): Opinion {
    return claim.owner?.startsWith(ofCode)
      ? judgeTarget(claim, surveys)
      : alert.judge(claim, surveys, pages)
  },
}

/** What a link in code leads to: the claim's subject is the page's path, its value a heading that the page lacks. */
function judgeTarget(claim: Claim, surveys: readonly Survey[]): Opinion {
  const link = (claim.owner ?? '').slice(ofCode.length)
  const [fact] = factsAbout(link, ['page-link'], surveys)
  if (fact === undefined) return unknown('never-existed', `no code points at ${link}`)
  const evidence = [evidenceOf(fact, surveys)]
  const isThere = surveys.some(({ paths }) => paths.has(claim.subject))
  if (isThere && claim.value === null) return { status: 'holds', evidence }
  if (isThere)
    return {
      status: 'contradicted',
      because: `${fact.path} points at #${claim.value} of ${claim.subject}, which has no such heading`,
      actual: null,
      evidence,
      since: null,
      correction: null,
    }
  return {
    status: 'absent',
    lost: { kind: 'file-path', path: claim.subject },
    whole: {
      because: `${fact.path} points at ${claim.subject}, and there is no such page`,
      evidence,
      isOurs: true,
    },
    distinctive: true,
    stillStands: 0,
    near: null,
    otherwise: null,
  }
}
