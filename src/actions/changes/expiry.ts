import { loses } from '../effect.ts'
import { type ChangedFile, indentOf } from './changed-file.ts'
import { holders, nearby, outermost, type Spot } from './enclosure.ts'
import type { Found } from './kind.ts'
import { headOf } from './terraform-heads.ts'

const expiration = /^\s*(?:noncurrent_version_)?expiration\s*\{/
const keepsObjects = /_bucket$|_bucket_lifecycle_configuration$/

/** A rule by which what a store that stands already holds is deleted when it is old enough. */
export function expiresAnew(file: ChangedFile, spot: Spot): readonly Found[] {
  const { hunk, line } = spot
  if (file.before === null || !expiration.test(line.text) || indentOf(line.text) === 0) return []
  const head = headOf(outermost(spot))
  if (head?.block !== 'resource' || !keepsObjects.test(head.type)) return []
  const isNew = holders(spot).some(({ kind, text }) => kind === 'added' && headOf(text) !== null)
  const before = nearby(hunk, line).some(
    ({ kind, text }) => kind === 'removed' && expiration.test(text),
  )
  if (isNew || before) return []
  return [
    {
      line,
      effect: loses(`deletes what ${head.address} holds when it is old enough`),
      resource: head.address,
    },
  ]
}
