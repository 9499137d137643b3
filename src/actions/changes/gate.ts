import { tampers } from '../effect.ts'
import { isGuarded } from '../guard.ts'
import type { ChangedFile } from './changed-file.ts'
import { spots } from './enclosure.ts'
import type { ChangeKind } from './kind.ts'

/** Files in which others than the gate live as well: they are touched only where they speak of it. */
const shared = /(?:^|\/)(?:\.husky|\.git\/hooks|\.githooks)(?:\/|$)/

/** Plumbline itself: its policy, its keys, its log and the hooks that ask it. */
export const gate: ChangeKind = {
  about:
    'Plumbline itself: its settings and policy, its keys and log, and the hooks and pipelines that ask it.',
  found(file) {
    const touched = [file.before, file.after].find(
      (path) => path !== null && isGuarded(path) && !shared.test(path),
    )
    if (touched)
      return [{ line: null, effect: tampers(`changes ${touched}, which the gate goes by`) }]
    if (file.place === 'told') return []
    const [gone] = spots(file, 'removed').filter(
      ({ line }) => calls.test(line.text) && !stays(file, line.text),
    )
    if (gone && runsThings(file))
      return [{ line: gone.line, effect: tampers('no longer asks the gate') }]
    const [set] = spots(file, 'added').filter(({ line }) => setsOff.test(line.text))
    return set
      ? [{ line: set.line, effect: tampers('changes what the gate is told by its environment') }]
      : []
  },
}

const calls = /\bplumbline\s+(?:gate|verify|check|receipt|audit)\b/
const setsOff = /\bPLUMBLINE_\w+["']?\s*[:=]\s*["']?(?:0|off|false|none|disabled?|report)\b/i

const stays = (file: ChangedFile, text: string): boolean => {
  const call = calls.exec(text)?.[0] ?? ''
  return file.hunks.some(({ lines }) =>
    lines.some((line) => line.kind === 'added' && line.text.includes(call)),
  )
}

const runsThings = ({ path, place }: ChangedFile): boolean =>
  place === 'applied' &&
  /(?:^|\/)(?:\.github|\.gitlab|\.husky|\.githooks|\.circleci|Makefile|Jenkinsfile|package\.json)|\.(?:ya?ml|sh|json|toml)$/.test(
    path,
  )
