import type { Leaf } from '../../syntax/leaves.ts'
import type { Format, SourceFile, Stated } from '../extractor.ts'
import { dataIn, isYaml } from './data.ts'
import { pageLink } from './links/page-links.ts'
import { conditionOf, thresholdOf } from './prometheus/expressions.ts'

/** Prometheus rules: alerts with what they wait for, recorded metrics and runbook links; Alertmanager's receivers. */
export const prometheus: Format = {
  about:
    'Prometheus rules state alerts with their thresholds and durations, recorded metrics and runbooks; Alertmanager names receivers.',
  states: ['alert', 'metric', 'page-link', 'owner', 'setting'],
  reads: isYaml,

  *facts(file): Iterable<Stated> {
    const { leaves } = dataIn(file)
    for (const leaf of leaves) {
      const { path, value, at } = leaf
      const key = path.at(-1)
      if (path.at(-3) === 'rules' && key === 'alert' && value) yield* alert(value, leaf, file)
      if (path.at(-3) === 'rules' && key === 'record' && value)
        yield { kind: 'metric', subject: value, owner: null, role: 'metric', value: 'recorded', at }
      if (path.at(-3) === 'receivers' && key === 'name' && value)
        yield {
          kind: 'owner',
          subject: value,
          owner: 'alertmanager',
          role: 'owner',
          value: channel(leaf, leaves),
          at,
        }
    }
  },
}

function* alert(name: string, { path, at }: Leaf, file: SourceFile): Iterable<Stated> {
  const rule = path.slice(0, -1).join('\n')
  const beside = dataIn(file).leaves.filter((leaf) => leaf.path.join('\n').startsWith(`${rule}\n`))
  const at1 = (key: string): Leaf | undefined =>
    beside.find((leaf) => leaf.path.length === path.length && leaf.path.at(-1) === key)
  const threshold = thresholdOf(at1('expr')?.value ?? '')
  const duration = at1('for')?.value ?? null
  yield {
    kind: 'alert',
    subject: name,
    owner: groupOf(path, file),
    role: 'alert',
    value: conditionOf(threshold, duration),
    at,
  }
  for (const leaf of beside)
    if (leaf.path.at(-2) === 'annotations' || leaf.path.at(-2) === 'labels')
      yield* pageLink(String(leaf.path.at(-1)), leaf.value, name, leaf.at)
}

const groupOf = (path: Leaf['path'], file: SourceFile): string | null => {
  const group = [...path.slice(0, -3), 'name'].join('\n')
  return dataIn(file).leaves.find((leaf) => leaf.path.join('\n') === group)?.value ?? null
}

/** Where a receiver sends: its channel in a chat, where it says one. */
const channel = ({ path }: Leaf, leaves: readonly Leaf[]): string | null => {
  const receiver = `${path.slice(0, -1).join('\n')}\n`
  return (
    leaves.find(
      (leaf) => leaf.path.at(-1) === 'channel' && leaf.path.join('\n').startsWith(receiver),
    )?.value ?? null
  )
}
