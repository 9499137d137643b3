import { type Effect, loses, widens } from '../effect.ts'
import { type ChangedFile, type ChangeSet, indentOf, lineAt } from './changed-file.ts'
import { around, holders, type Spot, spots } from './enclosure.ts'
import type { ChangeKind, Found } from './kind.ts'
import { settingIn } from './settings.ts'
import { lossOf } from './workloads.ts'

/** Lists of what is deployed: what is no longer in them is taken down. */
export const listings: ChangeKind = {
  about:
    'Lists of what is deployed: releases of a helmfile, resources of a kustomization, patches that delete what a base brings.',
  found(file, { whole }) {
    if (file.place !== 'applied' || !/\.(?:ya?ml|gotmpl)$/i.test(file.path)) return []
    return [
      ...spots(file, 'removed').flatMap((spot) => [
        ...releaseGone(spot, whole),
        ...entryGone(spot, file, whole),
      ]),
      ...(file.before === null ? [] : spots(file, 'added').flatMap((spot) => patchedAway(spot))),
    ]
  },
}

const item = /^(\s*-\s+)name:\s*["']?([\w.-]{1,120})["']?\s*$/

/** A release is an entry with a name and a chart. */
function chartOf({ hunk, line }: Spot, side: 'before' | 'after'): string | null {
  const depth = item.exec(line.text)?.[1]?.length
  if (depth === undefined) return null
  const at = lineAt(hunk, line)
  for (const one of hunk.lines.slice(at + 1, at + 30)) {
    if (one[side] === null || one.text.trim() === '' || one.comment) continue
    if (indentOf(one.text) < depth) return null
    const [, chart] = /^\s+chart:\s*(\S{1,200})/.exec(one.text) ?? []
    if (chart !== undefined && indentOf(one.text) === depth) return chart
  }
  return null
}

function releaseGone(spot: Spot, { files }: ChangeSet): readonly Found[] {
  const name = item.exec(spot.line.text)?.[2]
  const chart = chartOf(spot, 'before')
  if (name === undefined || chart === null) return []
  const stays = files.some((file) =>
    file.hunks.some(({ lines }) =>
      lines.some(({ kind, text }) => kind === 'added' && item.exec(text)?.[2] === name),
    ),
  )
  return stays
    ? []
    : [
        {
          line: spot.line,
          effect: loses(`removes the release ${name} of ${chart}`),
          resource: name,
        },
      ]
}

const holdsData =
  /postgres|pgsql|mysql|mariadb|mongo|redis|database|(?:^|[-_])(?:db|pvc|pv)(?:[-_.]|$)|volume|volsync|storage|minio|backup/i
const guards = /network-?polic|netpol|quota|pod-?security|admission|disruption/i

const texts = new WeakMap<ChangeSet, { readonly moved: string; readonly added: string }>()

/** The old names of files that go or move, and all that a change adds. */
function elsewhere(whole: ChangeSet) {
  const known = texts.get(whole)
  if (known) return known
  const moved = whole.files.flatMap(({ before, after }) =>
    before === null || before === after ? [] : [before],
  )
  const added = whole.files.flatMap(({ hunks }) =>
    hunks.flatMap(({ lines }) =>
      lines.filter(({ kind }) => kind === 'added').map(({ text }) => text),
    ),
  )
  const found = { moved: moved.join('\n'), added: added.join('\n') }
  texts.set(whole, found)
  return found
}

/** What a kustomization no longer lists is pruned, though its file stays where it is. */
function entryGone({ hunk, line }: Spot, file: ChangedFile, whole: ChangeSet): readonly Found[] {
  if (!/(?:^|\/)kustomization\.ya?ml$/.test(file.path) || file.after === null) return []
  const [, path] = /^\s*-\s+["']?([\w./@?=&-]{1,300})["']?\s*$/.exec(line.text) ?? []
  const [list] = holders({ hunk, line })
  const name = path?.split('/').findLast((part) => part !== '' && part !== '..') ?? ''
  if (path === undefined || !(holdsData.test(name) || guards.test(name))) return []
  const listName = list ? settingIn(list)?.name : undefined
  if (listName !== undefined && !/^(?:resources|components|bases)$/.test(listName)) return []
  // Told where the object itself goes, or moved to another list.
  const { moved, added } = elsewhere(whole)
  if (moved.includes(name.replace(/\.ya?ml$/, '')) || added.includes(name)) return []
  const effect: Effect = guards.test(name)
    ? widens(`no longer deploys ${path}, which guards others`)
    : loses(`no longer deploys ${path}`)
  return [{ line, effect, resource: name }]
}

function patchedAway(spot: Spot): readonly Found[] {
  if (!/^\s*(?:-\s+)?["']?\$patch["']?:\s*delete\s*$/.test(spot.line.text)) return []
  const kinds = around(spot, 6).flatMap(
    ({ text }) => /^\s*(?:-\s+)?kind:\s*["']?([A-Z]\w{1,80})/.exec(text)?.[1] ?? [],
  )
  const [kind] = kinds
  if (kind === undefined) return []
  const effect = lossOf(kind, kind)
  return effect ? [{ line: spot.line, effect, resource: kind }] : []
}
