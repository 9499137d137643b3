import type { Claim } from '../domain/claim.ts'
import type { Survey } from '../domain/fact.ts'
import { alert } from './alert.ts'
import { type Check, type Mention, type Opinion, unknown } from './check.ts'
import { evidenceOf, factsAbout } from './names.ts'

const runbookOf =
  /^#{0,6}[ \t]*(?:(?:alert|runbook)(?: for)?:? )?\x60?([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]{0,60}){1,10})\x60?(?: \(?(?:alert|runbook)\)?)?[ \t]*$/i

/** Code points at pages, and pages are called after alerts: what each points at must be there. */
export const pageLink: Check = {
  statesMore: true,
  about:
    'Code points at a page, or a runbook is called after an alert; what is pointed at must exist.',
  against: ['page-link', 'alert'],

  *mentions({ page, passage }) {
    if (
      page.genre !== 'runbook' &&
      !/runbook|alert|playbook/i.test(page.path) &&
      passage.position > 0
    )
      return
    for (const block of passage.blocks) {
      if (block.kind !== 'heading' || block.text.length > 200) continue
      const name = runbookOf.exec(block.text)?.[1] ?? ''
      // A word of one part names no alert.
      if (!/^[A-Z][a-z0-9]+[A-Z]/.test(name)) continue
      const isTold =
        page.genre === 'runbook' || /runbook|alert|playbook/i.test(`${page.path} ${block.text}`)
      if (!isTold) continue
      const start = block.textStart + block.text.indexOf(name)
      yield {
        subject: name,
        token: name,
        span: [start, start + name.length],
        block,
      } satisfies Mention
    }
  },

  judge(claim, surveys): Opinion {
    return claim.owner === 'code' ? judgeTarget(claim, surveys) : alert.judge(claim, surveys)
  },
}

/** What a link in code leads to: the claim's subject is the page's path, its value a heading that the page lacks. */
function judgeTarget(claim: Claim, surveys: readonly Survey[]): Opinion {
  const [fact] = factsAbout(claim.token, ['page-link'], surveys)
  if (fact === undefined) return unknown('never-existed', `no code points at ${claim.token}`)
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
