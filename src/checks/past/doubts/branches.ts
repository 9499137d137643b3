import type { Claim } from '../../../domain/claim.ts'
import type { Judgement } from '../../../domain/finding.ts'
import { unknown } from '../../check.ts'
import type { Ground } from '../../run.ts'
import type { Doubt } from '../loss.ts'

/** A link that names a branch beside the default one leads to what that branch has. */
export async function onItsBranch(
  { kind, sense, subject }: Claim,
  grounds: readonly Ground[],
): Promise<Judgement | null> {
  if (kind !== 'code-host-link' || sense === undefined) return null
  for (const { history } of grounds)
    if (await history.standsBeside(sense, subject))
      return unknown('other-project', `the branch ${sense}, which is not the default one, has it`)
  return null
}

export const standsOnItsBranch: Doubt = ({ claim, ground }) => onItsBranch(claim, [ground])
