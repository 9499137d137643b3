import type { Claim } from '../../domain/claim.ts'
import type { Fact, Survey } from '../../domain/fact.ts'
import { type Opinion, unknown } from '../check.ts'
import { evidenceOf, factsAbout } from '../names.ts'
import { against, type Control } from './contract.ts'
import { phrasesIn } from './phrases.ts'
import { meant } from './resources.ts'

const anywhere = /"(?:0\.0\.0\.0\/0|::\/0)"/

/** SSH that the internet cannot reach. */
export const closedSsh: Control = {
  name: 'closed SSH',

  mentions: (reading) =>
    phrasesIn(reading, {
      name: 'closed SSH',
      says: /\b(?:SSH|port 22) is (?:not (?:open|reachable|exposed)|closed|only (?:open|reachable|allowed) (?:from|through|via)|never (?:open|exposed))|\bno SSH (?:from|over) the internet\b/i,
      denies: true,
    }),

  judge(claim: Claim, surveys): Opinion {
    const ports = meant(factsAbout('from_port', ['setting'], surveys), claim).filter(
      ({ value, weak }) => value === '22' && !weak,
    )
    const ranges = ports.flatMap((port) => cidrsBeside(port, surveys))
    const open = ranges.find(({ value }) => anywhere.test(value ?? ''))
    if (open) return against(`SSH is open to everybody: ${open.quote}`, '0.0.0.0/0', open, surveys)
    if (ranges.length === 0) return unknown('never-existed', 'no rule in scope speaks of port 22')
    if (ranges.some(({ value }) => value === null))
      return unknown('ambiguous', 'only a run can tell who reaches port 22')
    return {
      status: 'holds',
      evidence: ranges.slice(0, 3).map((fact) => evidenceOf(fact, surveys)),
    }
  },
}

/** Addresses of the same rule: the next ones in the same resource, a few lines off. */
const cidrsBeside = (port: Fact, surveys: readonly Survey[]): readonly Fact[] =>
  ['cidr_blocks', 'ipv6_cidr_blocks', 'cidr_ipv4', 'source_ranges']
    .flatMap((name) =>
      factsAbout(`${port.subject.replace(/\.\w+$/, '')}.${name}`, ['setting'], surveys),
    )
    .filter(
      (fact) =>
        fact.path === port.path &&
        Math.abs(fact.line - port.line) <= 5 &&
        fact.subject.startsWith(port.subject.replace(/\.\w+$/, '.')),
    )
