import type { Check, Mention, Opinion, Reading } from './check.ts'
import { judgeRelease } from './versions/judge-release.ts'
import { judgeTool } from './versions/judge-tool.ts'
import { releasesIn } from './versions/releases.ts'
import { requirementsIn } from './versions/requirements.ts'
import { snippetsIn } from './versions/snippets.ts'

/** A page says which version the project is, needs, or is asked for by; manifests and builds decide. */
export const version: Check = {
  statesMore: true,
  about:
    'A page says which version the project is or needs, or how to ask for it; manifests and builds must agree.',
  against: ['version', 'dependency', 'image'],

  *mentions(reading: Reading): Iterable<Mention> {
    yield* requirementsIn(reading)
    yield* releasesIn(reading)
    yield* snippetsIn(reading)
  },

  judge(claim, surveys): Opinion {
    return /^(?:minimum|needed|pin)$/.test(claim.sense ?? '')
      ? judgeTool(claim, surveys)
      : judgeRelease(claim, surveys)
  },
}
