import type { Leaf } from '../../syntax/leaves.ts'
import type { Format, Stated } from '../extractor.ts'
import { dataIn, keysOf } from './data.ts'
import { imageFact } from './kubernetes/images.ts'

/** Values of a Helm chart that have no scalar of their own, and the images that they put together. */
export const helm: Format = {
  about: "A Helm chart's values name images in parts, and keys whose map or list is empty.",
  states: ['setting', 'image'],
  reads: (path) => /(?:^|\/)values[\w.-]*\.ya?ml$/.test(path),

  *facts(file): Iterable<Stated> {
    const { leaves } = dataIn(file)
    yield* emptyKeys(file.text, chartOf(file.path))
    yield* toldDefaults(file.text, leaves, chartOf(file.path))
    const values = new Map(leaves.map((leaf) => [leaf.path.join('\n'), leaf.value]))
    for (const leaf of leaves) {
      const beside = (key: string): string =>
        values.get([...leaf.path.slice(0, -1), key].join('\n')) ?? ''
      if (leaf.path.at(-1) === 'image') yield* imageFact(leaf.value, file.path, leaf.at)
      if (leaf.path.at(-1) === 'repository' && isImage(leaf) && leaf.value)
        yield* imageFact(
          [beside('registry'), leaf.value].filter((part) => part !== '').join('/') +
            (beside('tag') === '' ? '' : `:${beside('tag')}`),
          file.path,
          leaf.at,
        )
    }
  },
}

/** A repository of a chart or of git has an address with a scheme. */
const isImage = ({ path, value }: Leaf): boolean =>
  path.some((key) => typeof key === 'string' && /image/i.test(key)) && !/:\/\//.test(value ?? '')

/** The chart that a values file belongs to: the folder it lies in. */
export const chartOf = (path: string): string => path.split('/').at(-2) ?? 'values'

const told = /^[ \t]*#[ \t]*@default[ \t]*--[ \t]*(\S.{0,200})\n(?:[ \t]*#.*\n){0,40}/gm

/** `# @default -- "acme-controller"`: what helm-docs puts into its table in place of the value below. */
function* toldDefaults(text: string, leaves: readonly Leaf[], chart: string): Iterable<Stated> {
  if (!text.includes('@default')) return
  const byLine = new Map<number, Leaf>()
  for (const leaf of leaves) {
    const start = text.lastIndexOf('\n', leaf.at - 1) + 1
    // A map on one line has no one value.
    byLine.set(start, byLine.has(start) ? { ...leaf, path: [] } : leaf)
  }
  for (const match of text.matchAll(told)) {
    const leaf = byLine.get(match.index + match[0].length)
    if (leaf === undefined || leaf.path.length === 0) continue
    const value = /^(?:(["'`])(.*)\1|[^\s"'`]+)$/.exec((match[1] ?? '').trim())
    if (value === null) continue
    yield {
      kind: 'setting',
      subject: keysOf(leaf).join('.'),
      owner: `${chart} values`,
      role: 'setting',
      value: (value[2] ?? value[0]).trim(),
      isDefault: true,
      at: leaf.at,
    }
  }
}

/** The braces may stand below their key, behind remarks. */
const line =
  /^( {0,80})([A-Za-z_][\w.-]{0,100}):[ \t]*(?:(?:#.*)?(?:\n[ \t]*#.*){0,20}\n[ \t]+(?=\{\}|\[\]))?(\{\}|\[\])?[ \t]*(?:#.*)?$/gm

/** `nodeSelector: {}`: a key that the chart knows, with whatever the reader puts below it. */
function* emptyKeys(text: string, chart: string): Iterable<Stated> {
  const open: { readonly indent: number; readonly key: string }[] = []
  for (const match of text.matchAll(line)) {
    const indent = (match[1] ?? '').length
    const key = match[2] ?? ''
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop()
    if (match[3] === undefined) {
      open.push({ indent, key })
      continue
    }
    yield {
      kind: 'setting',
      subject: [...open.map((parent) => parent.key), key].join('.'),
      owner: `${chart} values`,
      role: 'setting',
      value: match[3],
      isDefault: true,
      at: match.index + indent,
    }
  }
}
