import { z } from 'zod'
import { factKinds } from '../domain/fact.ts'
import { type ReceiptContent, receiptModes } from '../domain/receipt.ts'
import { decisions } from '../domain/verdict.ts'

export const statementType = 'https://in-toto.io/Statement/v1'
export const predicateType = 'https://plumbline.dev/verification/v1'
export const payloadType = 'application/vnd.in-toto+json'
const verifier = 'https://plumbline.dev/verifier'

/** `PASSED` only for what may be used as it is: whoever reads no more than this must not be misled. */
const resultOf = ({ decision, mode }: Pick<ReceiptContent, 'decision' | 'mode'>) =>
  mode === 'enforce' && (decision === 'allow' || decision === 'warn') ? 'PASSED' : 'FAILED'

/** A receipt's content as an in-toto statement with a predicate shaped like SLSA's verification summary. */
export const toStatement = (content: ReceiptContent) => ({
  _type: statementType,
  subject: Object.entries(content.subjects)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, sha256]) => ({ name, digest: { sha256 } })),
  predicateType,
  predicate: {
    verifier: { id: verifier },
    timeVerified: content.issuedAt,
    notAfter: content.expiresAt,
    nonce: content.nonce,
    resourceUri: `plumbline:${content.about}/${content.aboutId}`,
    policy: {
      uri: `plumbline:policy/${content.policy.name}`,
      digest: { sha256: content.policy.sha256 },
    },
    inputAttestations: content.passages.map(({ id, revision, sha256 }) => ({
      uri: id,
      revision,
      digest: { sha256 },
    })),
    verificationResult: resultOf(content),
    verifiedLevels: content.facts.length > 0 ? ['PLUMBLINE_CODE_EVIDENCE'] : [],
    receipt: content.id,
    about: { kind: content.about, id: content.aboutId },
    principal: content.principal,
    decision: content.decision,
    reasons: content.reasons,
    mode: content.mode,
    executor: content.executor,
    environment: content.environment,
    approvals: content.approvals,
    policyName: content.policy.name,
    facts: content.facts,
    surveys: content.surveys,
  },
})

const digest = z.object({ sha256: z.string().regex(/^[\da-f]{64}$/) })
const instant = z.iso.datetime()

const schema = z.object({
  _type: z.literal(statementType),
  subject: z.array(z.object({ name: z.string().min(1), digest })).min(1),
  predicateType: z.literal(predicateType),
  predicate: z.object({
    verifier: z.object({ id: z.literal(verifier) }),
    timeVerified: instant,
    notAfter: instant,
    nonce: z.string().min(1),
    policy: z.object({ digest }),
    inputAttestations: z.array(z.object({ uri: z.string(), revision: z.string(), digest })),
    verificationResult: z.enum(['PASSED', 'FAILED']),
    receipt: z.string().min(1),
    about: z.object({ kind: z.enum(['answer', 'verification']), id: z.string().min(1) }),
    principal: z.string().min(1),
    decision: z.enum(decisions),
    reasons: z.array(z.string()),
    mode: z.enum(receiptModes),
    executor: z.object({ principal: z.string().min(1), role: z.string().nullable() }).nullable(),
    environment: z.string().nullable(),
    approvals: z.array(z.object({ id: z.string(), by: z.string().min(1), at: instant })),
    policyName: z.string(),
    facts: z.array(
      z.object({
        repository: z.string(),
        kind: z.enum([...factKinds, 'file-path']),
        owner: z.string().nullable(),
        subject: z.string(),
        value: z.string().nullable(),
      }),
    ),
    surveys: z.array(z.object({ repository: z.string(), commit: z.string() })),
  }),
})

/** Reads a statement back into a receipt's content; null when it is not one of ours or disagrees with itself. */
export function fromStatement(json: string): ReceiptContent | null {
  const parsed = schema.safeParse(parseJson(json))
  if (!parsed.success) return null
  const { subject, predicate } = parsed.data
  if (predicate.verificationResult !== resultOf(predicate)) return null
  if (new Set(subject.map(({ name }) => name)).size < subject.length) return null
  return {
    id: predicate.receipt,
    about: predicate.about.kind,
    aboutId: predicate.about.id,
    principal: predicate.principal,
    issuedAt: predicate.timeVerified,
    expiresAt: predicate.notAfter,
    decision: predicate.decision,
    reasons: predicate.reasons,
    mode: predicate.mode,
    executor: predicate.executor,
    environment: predicate.environment,
    approvals: predicate.approvals,
    policy: { name: predicate.policyName, sha256: predicate.policy.digest.sha256 },
    subjects: Object.fromEntries(subject.map(({ name, digest: { sha256 } }) => [name, sha256])),
    passages: predicate.inputAttestations.map(({ uri, revision, digest: { sha256 } }) => ({
      id: uri,
      revision,
      sha256,
    })),
    facts: predicate.facts,
    surveys: predicate.surveys,
    nonce: predicate.nonce,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
