const proposalFields =
  /(?:^|[\s|*:>_-])(status|author|authors|created|type|requires|replaces|superseded[- ]by|discussions-to|post-history)\b[*_]{0,2}\s{0,20}[:|\s]/gi
const settledStatus =
  /\bstatus\b[*_]{0,2}[\s:|]{1,20}[*_]{0,2}(?:final|draft|accepted|rejected|obsoleted?|superseded|withdrawn|deferred|implemented|active|proposed|partially implemented)\b/i

/** An RFC, a PEP or an enhancement says in its head who proposed it, when, and what came of it: it is of its day. */
export function isNumberedProposal(head: string): boolean {
  // What front matter says, the page's metadata say already.
  if (/^\s*---/.test(head) || !settledStatus.test(head)) return false
  const fields = new Set(
    Array.from(head.matchAll(proposalFields), ([, field = '']) => field.toLowerCase()),
  )
  return fields.size >= 2
}
