import type { Statement, WithheldCitation } from '../../src/domain/answer.ts'
import type { Explanation } from '../../src/domain/explanation.ts'
import type { Evidence, Finding, Status } from '../../src/domain/finding.ts'
import type { Reason } from '../../src/domain/verdict.ts'
import { weightOf } from './citation-part.ts'
import type { Graph, GraphNode } from './graph.ts'
import { commitWords, decisionWords } from './verdict-part.ts'

type Edge = Graph['edges'][number]

/** A claim with where it was seen to hold or not. */
interface Claimed {
  readonly id: string
  readonly subject: string
  readonly kind: string
  readonly status: Status
  readonly evidence: readonly Evidence[]
}

/** Where advice came from: advice, statements, pages as they were cited, claims on them, code. */
export function adviceGraph(explanation: Explanation): Graph {
  const { record } = explanation
  const given = record.about === 'answer' ? record.answer : record.verification
  const statements: readonly Statement[] = 'statements' in given ? given.statements : []
  const commands =
    record.about === 'verification' ? (record.verification.action?.commands ?? []) : []
  const aside = 'withheld' in given ? given.withheld.map(({ citation }) => citation) : []
  const cited = [...given.citations, ...aside]
  const root: GraphNode = {
    id: 'advice',
    column: 0,
    label: record.about === 'answer' ? 'Answer' : 'Verification',
    note: decisionWords[given.verdict.decision].title,
    tone: toneOf[given.verdict.decision],
  }
  const nodes = new Map<string, GraphNode>([[root.id, root]])
  const edges: Edge[] = []
  const lead = (from: string, node: GraphNode): void => {
    if (!nodes.has(node.id)) nodes.set(node.id, node)
    if (!edges.some((edge) => edge[0] === from && edge[1] === node.id)) edges.push([from, node.id])
  }
  for (const [index, { argv, class: effect }] of commands.entries())
    lead(root.id, { id: `a${index}`, column: 1, label: argv.join(' '), note: `command, ${effect}` })
  for (const [index, statement] of statements.entries()) {
    lead(root.id, statementNode(statement, index))
    for (const id of statement.citations) {
      const citation = cited.find((one) => one.id === id)
      if (citation) lead(`s${index}`, citationNode(citation))
    }
  }
  for (const citation of cited) {
    const isUsed = statements.some(({ citations }) => citations.includes(citation.id))
    if (!isUsed) lead(root.id, citationNode(citation))
    for (const claimed of claimsOf(citation, explanation)) {
      lead(`p-${citation.id}`, claimNode(claimed))
      for (const place of claimed.evidence) lead(claimed.id, evidenceNode(place))
    }
  }
  // Where pages speak of the same, their claims are drawn; what code says against the words themselves comes beside them.
  for (const [index, { findings }] of statements.entries())
    for (const reason of given.verdict.reasons)
      if (reason.statement === index || findings.includes(reason.finding ?? '')) {
        const { finding: id = reason.code, evidence = [] } = reason
        if (evidence.length > 0) lead(`s${index}`, reasonNode(id, reason))
        for (const place of evidence) lead(id, evidenceNode(place))
      }
  return {
    columns: ['Given', 'Statements', 'Pages as cited', 'Claims', 'Code'],
    nodes: [...nodes.values()],
    edges,
  }
}

const toneOf = { allow: 'good', warn: 'odd', escalate: 'odd', block: 'bad' } as const
const toneOfStatus = { holds: 'good', contradicted: 'bad', moved: 'odd', unknown: 'odd' } as const

const statementNode = ({ text, support }: Statement, index: number): GraphNode => ({
  id: `s${index}`,
  column: 1,
  label: text,
  note: support,
  tone: support === 'supported' ? 'good' : support === 'contradicted' ? 'bad' : 'odd',
})

const reasonNode = (id: string, { code, message }: Reason): GraphNode => ({
  ...{ id, column: 3, label: message, note: code, tone: 'bad' },
})

const citationNode = ({ id, page, revision, freshness }: WithheldCitation): GraphNode => ({
  id: `p-${id}`,
  column: 2,
  label: `${id} ${page.title}`,
  note: `${freshness.state}, at ${revision.replace(/^sha256:/, '').slice(0, 10)}`,
  tone: weightOf[freshness.state],
})

const claimNode = ({ id, subject, kind, status }: Claimed): GraphNode => ({
  id,
  column: 3,
  label: subject,
  note: `${status}: ${kind}`,
  tone: toneOfStatus[status],
})

const evidenceNode = (place: Evidence): GraphNode =>
  place.in === 'code'
    ? {
        id: `${place.repository} ${place.commit} ${place.path} ${place.line}`,
        column: 4,
        label: `${place.path.split('/').at(-1)}:${place.line}`,
        note: `${place.repository} at ${commitWords(place.commit).slice(0, 7)}`,
      }
    : {
        id: `${place.page} ${place.line}`,
        column: 4,
        label: `${place.page}:${place.line}`,
        note: 'another page',
      }

/** The claims on the very words that were taken, as far as what was found then was kept. */
function claimsOf(citation: WithheldCitation, { provenance }: Explanation): readonly Claimed[] {
  const taken = (citation.taken ?? [citation]).map(({ span }) => span)
  const found = (provenance?.findings ?? []).filter(
    ({ claim }) =>
      claim.passage === citation.passage &&
      taken.some(([start, end]) => start <= claim.span[0] && claim.span[0] < end),
  )
  if (found.length > 0) return found.map(claimedBy)
  return citation.contradictions.map(({ finding, ...rest }) => ({ ...rest, id: finding }))
}

const claimedBy = ({ id, claim, status, judgement }: Finding): Claimed => ({
  id,
  subject: claim.subject,
  kind: claim.kind,
  status,
  evidence: judgement.evidence ?? [],
})
