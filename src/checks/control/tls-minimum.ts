import type { Claim } from '../../domain/claim.ts'
import type { Survey } from '../../domain/fact.ts'
import { numbered } from './numbered.ts'
import type { Setting } from './resources.ts'

/** The oldest version of TLS that clients may speak. */
export const tlsMinimum = numbered({
  name: 'minimum TLS version',
  says: /\bTLS ?v?(1\.[0-3])(?: (?:or|and) (?:newer|later|higher|above|up|better)|\+| is the (?:minimum|oldest))|\b(?:minimum|oldest) (?:TLS )?version (?:of TLS )?is (?:TLS ?v?)?(1\.[0-3])/i,
  value: (match) => match[1] ?? match[2] ?? null,
  attributes: [
    'ssl_policy',
    'minimum_protocol_version',
    'min_tls_version',
    'minimum_tls_version',
    'security_policy',
  ],
  strengthOf: oldest,
  others: ofServers,
  moreIsEnough: false,
})

/** `ELBSecurityPolicy-TLS-1-2-2017-01`, `TLSv1.2_2021`, `TLS1_2`, nginx's `TLSv1.1 TLSv1.2`; the oldest of several counts. */
function oldest(text: string): number | null {
  // Amazon's first policies are named by their dates, and let 1.0 in.
  if (/^ELBSecurityPolicy-(?:2015|2016)-\d\d$/.test(text)) return 0
  if (/^1\.[0-3]$/.test(text)) return Number(text.slice(2))
  // A policy that is named for 1.3 lets 1.2 in too, unless its name says only.
  if (/^ELBSecurityPolicy-TLS13-1-(\d)/.test(text)) return Number(/TLS13-1-(\d)/.exec(text)?.[1])
  const found = [...text.matchAll(/TLS[-_v]*1(?:[-_.]([0-3]))?/gi)].map((match) =>
    Number(match[1] ?? 0),
  )
  return found.length === 0 ? null : Math.min(...found)
}

function ofServers(_: Claim, surveys: readonly Survey[]): readonly Setting[] {
  return surveys.flatMap((survey) =>
    survey
      .about('nginx', ['control'])
      .filter(({ owner, weak }) => owner === 'tls-minimum' && !weak)
      .map((fact) => ({ fact, values: [fact] })),
  )
}
