import type { FastifyRequest } from 'fastify'
import type { Attempt } from '../../src/domain/sign-in.ts'
import type { ServedPlumbline } from '../served-plumbline.ts'
import { heldToken } from '../sign-in/session-guard.ts'

/** Where somebody comes from, and the session that a new one replaces. */
export function attemptOf(request: FastifyRequest, plumbline: ServedPlumbline): Attempt {
  const replaces = heldToken(request, plumbline)
  return { address: request.ip, ...(replaces === null ? {} : { replaces }) }
}

const ours =
  /^\/(?:(?:approvals|reports|reviews|answers|explain|health|crawls)(?:\/[\w-]{1,100})?)?$/

/** A page of ours to go on to; anything else is the approvals. */
export const ownPath = (path: string | undefined): string =>
  path !== undefined && ours.test(path) ? path : '/approvals'
