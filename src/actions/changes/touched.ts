import type { Touches } from '../../domain/action.ts'
import type { ChangeSet } from './changed-file.ts'
import { outermost } from './enclosure.ts'
import { headOf, isTerraform } from './terraform-heads.ts'

const mostNamed = 1_000

/**
 * What a change lays hands on: every path it names, old or new, and the resources its lines stand in, by the names
 * their own language gives them.
 */
export function touchedBy(
  { files }: ChangeSet,
  told: readonly { readonly resource?: string }[],
): Touches {
  const paths = files
    .flatMap(({ before, after }) => [before, after])
    .filter((path) => path !== null)
  const enclosing = files.flatMap((file) =>
    isTerraform(file.path)
      ? file.hunks.flatMap((hunk) =>
          hunk.lines.flatMap((line) => {
            const head =
              line.kind === 'context'
                ? null
                : (headOf(line.text) ?? headOf(outermost({ hunk, line })))
            return head ? [head.address] : []
          }),
        )
      : [],
  )
  const resources = [...told.flatMap(({ resource }) => (resource ? [resource] : [])), ...enclosing]
  return {
    paths: [...new Set(paths)].slice(0, mostNamed),
    resources: [...new Set(resources)].slice(0, mostNamed),
  }
}
