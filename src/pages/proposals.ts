const proposalFields =
  /(?:^|[\s|*:>_-])(status|authors?|created|type|requires|replaces|superseded[- ]by|discussions-to|post-history)\b[*_]{0,2}\s{0,20}[:|\s]/gi
const settledStatus =
  /\bstatus\b[\s:|*_]{1,24}(?:final|draft|accepted|rejected|obsoleted?|superseded|withdrawn|deferred|implemented|active|proposed|partially implemented)\b/i

const dated = /(?:^|[\n|]|\*\*)\s{0,20}date[*_]{0,2}\s{0,4}[:|]/i

/** "Status: approved 2026-05-02": what was decided on that day. */
const decidedOn =
  /(?:^|\n)[\s>*_-]{0,6}status[*_]{0,2}\s?:[\s*_]{1,4}(?:approved|accepted|proposed|implemented|rejected|draft(?:ed)?|final)\b[^\n.]{0,40}\b20\d{2}-\d{2}-\d{2}\b/i

/** An RFC, a PEP, an enhancement or a design says in its head who proposed it, when, or what came of it: it is of its day. */
export function isProposal(head: string): boolean {
  // What front matter says, the page's metadata say already.
  if (/^\s*---/.test(head)) return false
  if (decidedOn.test(head)) return true
  if (!settledStatus.test(head)) return false
  const fields = new Set(
    Array.from(head.matchAll(proposalFields), ([, field = '']) => field.toLowerCase()),
  )
  if (dated.test(head)) fields.add('date')
  return fields.size >= 2
}
