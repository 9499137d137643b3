import { PlumblineError } from '../../domain/errors.ts'
import type { YamlTree } from '../../syntax/yaml-tree.ts'
import { distanceWithin } from '../../values/distance.ts'

/** An example that a rule does not hold to. */
export interface ExampleFault {
  readonly line: number
  readonly given: unknown
  readonly problem: string
}

/** Reads parts of a policy's text; what does not fit ends in a fault that names the file and the line. */
export class PolicyReader {
  readonly file: string
  /** Where examples that do not hold are put, when they are only tried; null where they refuse the policy. */
  readonly faults: ExampleFault[] | null
  constructor(file: string, faults: ExampleFault[] | null = null) {
    this.file = file
    this.faults = faults
  }

  fail(line: number, message: string, cause?: unknown): never {
    throw new PlumblineError('policy.unreadable', `${this.file}:${line}: ${message}`, { cause })
  }

  /** The entries of a mapping that may have these keys and no others. */
  fields(tree: YamlTree, what: string, known: readonly string[]): ReadonlyMap<string, YamlTree> {
    if (tree.is !== 'map') return this.fail(tree.line, `${what} is ${said(tree)}, not a mapping`)
    for (const { key, line } of tree.entries)
      if (!known.includes(key)) this.fail(line, `${what} has no ${key}${meant(key, known)}`)
    return new Map(tree.entries.map(({ key, value }) => [key, value]))
  }

  items(tree: YamlTree | undefined, what: string, most: number): readonly YamlTree[] {
    if (tree === undefined || isNothing(tree)) return []
    if (tree.is !== 'list') return this.fail(tree.line, `${what} is ${said(tree)}, not a list`)
    if (tree.items.length > most) this.fail(tree.line, `${what} has more than ${most} entries`)
    return tree.items
  }

  text(tree: YamlTree | undefined, what: string, at: number, most = 300): string {
    if (tree === undefined || isNothing(tree))
      return this.fail(tree?.line ?? at, `${what} is missing`)
    if (tree.is !== 'scalar' || typeof tree.value !== 'string')
      return this.fail(tree.line, `${what} is ${said(tree)}, not a text; put it in quotes`)
    const text = tree.value.trim()
    if (text === '') this.fail(tree.line, `${what} is empty`)
    if (text.length > most) this.fail(tree.line, `${what} is longer than ${most} characters`)
    return text
  }

  /** A list of texts, or one text alone; null where there is none. */
  texts(tree: YamlTree | undefined, what: string): readonly string[] | null {
    if (tree === undefined || isNothing(tree)) return null
    if (tree.is === 'scalar') return [this.word(tree, what)]
    return this.items(tree, what, 200).map((item) => this.word(item, what))
  }

  /** A text, or a number that stands for one: accounts are often nothing but digits. */
  word(tree: YamlTree, what: string): string {
    const isNumber = tree.is === 'scalar' && typeof tree.value === 'number'
    if (isNumber && Number.isSafeInteger(tree.value)) return String(tree.value)
    return this.text(tree, what, tree.line)
  }

  choice<const Choice extends string>(
    tree: YamlTree | undefined,
    what: string,
    choices: readonly Choice[],
    at: number,
  ): Choice {
    const text = this.text(tree, what, at)
    const found = choices.find((choice) => choice === text)
    return (
      found ?? this.fail(tree?.line ?? at, `${what} is ${text}: it is one of ${choices.join(', ')}`)
    )
  }

  count(tree: YamlTree | undefined, what: string, unless: number, most: number): number {
    if (tree === undefined) return unless
    const value = tree.is === 'scalar' ? tree.value : null
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most
    return fits ? value : this.fail(tree.line, `${what} is a whole number from 0 to ${most}`)
  }

  flag(tree: YamlTree | undefined, what: string): boolean {
    if (tree === undefined) return false
    if (tree.is === 'scalar' && typeof tree.value === 'boolean') return tree.value
    return this.fail(tree.line, `${what} is true or false`)
  }
}

export const isNothing = (tree: YamlTree): boolean => tree.is === 'scalar' && tree.value === null

const said = (tree: YamlTree): string => {
  if (tree.is === 'map') return 'a mapping'
  if (tree.is === 'list') return 'a list'
  return tree.value === null ? 'empty' : `“${String(tree.value).slice(0, 60)}”`
}

/** What was probably meant, or what there is. */
export function meant(name: string, known: readonly string[]): string {
  const near = known
    .map((one) => ({ one, distance: distanceWithin(name.toLowerCase(), one.toLowerCase(), 3) }))
    .toSorted((a, b) => a.distance - b.distance)[0]
  return near && Number.isFinite(near.distance)
    ? `; did you mean ${near.one}?`
    : `; there are ${known.join(', ')}`
}
