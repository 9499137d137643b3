import type { FastifyRequest } from 'fastify'
import type { Attempt } from '../../src/domain/sign-in.ts'
import type { ServedPlumbline } from '../served-plumbline.ts'
import { heldToken } from '../sign-in/session-guard.ts'

/** Where somebody comes from, and the session that a new one replaces. */
export function attemptOf(request: FastifyRequest, plumbline: ServedPlumbline): Attempt {
  const replaces = heldToken(request, plumbline)
  return { address: request.ip, ...(replaces === null ? {} : { replaces }) }
}

/** A page of ours to go on to; anything else is the approvals. */
export const ownPath = (path: string | undefined): string =>
  path !== undefined && /^\/(?:approvals|reports|reviews)(?:\/[\w-]{1,100})?$/.test(path)
    ? path
    : '/approvals'
