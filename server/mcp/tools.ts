import { ask, checkAction, verify } from './judging.ts'
import { approvalById, receipt, reportStale, requestApproval } from './records.ts'
import type { Tool } from './tool.ts'

/**
 * Every tool, in the order it is listed. There is none to approve, and none to search: whoever was refused an answer would look for
 * the same words without a verdict on them.
 */
export const tools: readonly Tool[] = [
  ask,
  checkAction,
  verify,
  requestApproval,
  approvalById,
  receipt,
  reportStale,
]
