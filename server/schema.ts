import { z } from 'zod'
import { answer, provenance, searchResult } from '../src/wire/answer.ts'
import { approval, approvalList } from '../src/wire/approval.ts'
import { citation } from '../src/wire/citation.ts'
import { finding, findingList } from '../src/wire/finding.ts'
import { impacts } from '../src/wire/impact.ts'
import { page, pageList, pageView } from '../src/wire/page.ts'
import { receipt, receiptStatus } from '../src/wire/receipt.ts'
import { verification } from '../src/wire/verification.ts'

/** Shapes that the OpenAPI document calls by a name. */
export const named = z
  .registry<{ readonly id: string }>()
  .add(citation, { id: 'Citation' })
  .add(answer, { id: 'Answer' })
  .add(provenance, { id: 'Provenance' })
  .add(searchResult, { id: 'SearchResult' })
  .add(verification, { id: 'Verification' })
  .add(approval, { id: 'Approval' })
  .add(approvalList, { id: 'ApprovalList' })
  .add(finding, { id: 'Finding' })
  .add(findingList, { id: 'FindingList' })
  .add(impacts, { id: 'Impacts' })
  .add(page, { id: 'Page' })
  .add(pageList, { id: 'PageList' })
  .add(pageView, { id: 'PageView' })
  .add(receipt, { id: 'Receipt' })
  .add(receiptStatus, { id: 'ReceiptStatus' })

/** Which part of a longer list is asked for. */
export const part = {
  cursor: z.string().min(1).max(500).exactOptional(),
  limit: z.coerce.number().int().min(1).max(200).exactOptional(),
}

/** The `:id` of a route; `encodeURIComponent` it where it holds a slash. */
export const idParameter = z.object({ id: z.string().min(1).max(2_000) })
