import { destroysAll } from '../effect.ts'
import type { ChangedFile } from './changed-file.ts'
import type { ChangeKind } from './kind.ts'

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)
const isDescription = /\.(?:tf|tofu|tfvars|hcl|ya?ml|json)$/i
/** What makes a folder a root of its own: applied by itself, with a state of its own. */
const root = /^\s*(?:backend\s+"|cloud\s*\{)/
const environment =
  /(?:^|\/)(?:environments?|envs?|live|stages?|overlays|clusters?|accounts?|regions?)\/[^/]+\/$|(?:^|\/)(?:prod(?:uction)?|staging|live|preprod|uat)\/$/i

/** Folders that stand for an environment or a whole state, deleted. */
export const roots: ChangeKind = {
  about:
    'Whole roots and environments: the folder whose description goes, and everything it described with it.',
  found(file, { whole }) {
    if (file.place !== 'applied' || file.after !== null || !isDescription.test(file.path)) return []
    const folder = folderOf(file.path)
    const beside = whole.files.filter(({ path, before }) => folderOf(before ?? path) === folder)
    // One survivor among what the diff shows: the folder stays.
    if (beside.some(({ after }) => after !== null && isDescription.test(after))) return []
    if (movesAway(file, whole.files)) return []
    const isRoot = file.hunks.some(({ lines }) =>
      lines.some(({ kind, text }) => kind === 'removed' && root.test(text)),
    )
    const names = /(?:^|\/)(?:kustomization\.ya?ml|main\.tf|Chart\.yaml|helmfile\.ya?ml)$/i
    return isRoot || (environment.test(folder) && names.test(file.path))
      ? [{ line: null, effect: destroysAll(`removes the whole configuration in ${folder}`) }]
      : []
  },
}

/** Most of what the file said is put in elsewhere. */
function movesAway(file: ChangedFile, files: readonly ChangedFile[]): boolean {
  const lines = file.hunks.flatMap((hunk) => hunk.lines).filter(({ comment }) => !comment)
  const moved = lines.filter((line) => line.moved).length
  return files.length > 1 && moved * 2 > lines.length
}
