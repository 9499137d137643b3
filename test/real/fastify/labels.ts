import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Finding } from '../../../src/domain/finding.ts'
import { packageRoot } from '../../../src/package-root.ts'

const label = z.object({
  id: z.string(),
  label: z.enum(['false', 'holds']),
  doc: z.string(),
  line: z.number(),
  endLine: z.number(),
  token: z.string(),
  kind: z.string(),
  subject: z.string(),
  why: z.string(),
})

/** What a person says of one statement of fastify 4's documents, taken as a statement about fastify 5. */
export type Label = z.infer<typeof label>

export const labels: readonly Label[] = readFileSync(
  join(packageRoot, 'test/real/fastify/labels.jsonl'),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => label.parse(JSON.parse(line)))

/** The document of a finding, as the labels name it. */
export const docOf = ({ claim }: Finding): string => `docs/${claim.page.replace(/^[^:]*:/, '')}`

/** Whether a finding is about the statement that a label judges: the same lines, and one token within the other. */
export const meets = (label: Label, finding: Finding): boolean =>
  docOf(finding) === label.doc &&
  finding.claim.line <= label.endLine + 1 &&
  finding.claim.endLine >= label.line - 1 &&
  (hasWord(finding.claim.token, label.token) ||
    hasWord(label.token, finding.claim.token) ||
    hasWord(finding.claim.subject, label.subject) ||
    hasWord(label.subject, finding.claim.subject))

const hasWord = (text: string, word: string): boolean =>
  word !== '' && new RegExp(`(?<!\\w)${escaped(word)}(?!\\w)`).test(text)

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
