import type { Leaf } from '../../syntax/leaves.ts'
import { anyName, type Format, type SourceFile, type Stated } from '../extractor.ts'
import { dataIn } from './data.ts'
import { linesIn, nameOf } from './manifests/lines.ts'
import { script, target } from './manifests/stating.ts'

type Reader = (file: SourceFile) => Iterable<Stated>

/** Files of task runners by their names. */
const readers: readonly (readonly [files: RegExp, read: Reader])[] = [
  [/^[Tt]askfile(?:\.dist)?\.ya?ml$/, taskfile],
  [/^deno\.jsonc?$/, deno],
  [/^noxfile\.py$/, decorated(/^@(?:\w+\.)?session\b(?:\([^)]*\bname\s*=\s*["']([^"']+)["'])?/)],
  [/^tasks\.py$/, decorated(/^@(?:\w+\.)?task\b(?:\([^)]*\bname\s*=\s*["']([^"']+)["'])?/)],
  [/^magefile\.go$/, magefile],
  [/^Earthfile$/, earthfile],
  [/^docker-bake(?:\.[\w-]+)?\.hcl$/, bake],
]

/** Task runners other than make: Taskfile, nox, invoke, mage, Earthly, docker bake and deno. */
export const taskRunners: Format = {
  about: 'A task runner’s file states tasks: Taskfile, nox, invoke, mage, Earthly, bake and deno.',
  states: ['build-target', 'package-script'],
  reads: (path) => readerOf(path) !== undefined,

  *facts(file): Iterable<Stated> {
    const read = readerOf(file.path)
    if (read !== undefined) yield* read(file)
  },
}

const readerOf = (path: string): Reader | undefined => {
  const name = nameOf(path)
  // Mage reads every file of the folder `magefiles`.
  const asked = /(?:^|\/)magefiles\/[^/]+\.go$/.test(path) ? 'magefile.go' : name
  return readers.find(([files]) => files.test(asked))?.[1]
}

function* named(leaves: readonly Leaf[], section: string) {
  for (const { path, value, at } of leaves)
    if (path[0] === section && typeof path[1] === 'string')
      yield { name: path[1], value: path.length === 2 ? value : null, at }
}

function* taskfile(file: SourceFile): Iterable<Stated> {
  const { leaves } = dataIn(file)
  for (const { name, at } of named(leaves, 'tasks'))
    yield target(name.includes('*') ? anyName : name, file.path, at)
  for (const { path, value, at } of leaves)
    if (path[0] === 'tasks' && path[2] === 'aliases' && value !== null)
      yield target(value, file.path, at)
  // An included file's tasks stand under the name that includes them.
  const [include] = [...named(leaves, 'includes')]
  if (include) yield target(anyName, file.path, include.at)
}

function* deno(file: SourceFile): Iterable<Stated> {
  for (const { name, value, at } of named(dataIn(file).leaves, 'tasks'))
    yield script(name, value, file.path, at)
}

/** Functions under a decorator, by their own name or the one that the decorator gives. */
function decorated(decorator: RegExp): Reader {
  return function* ({ path, text }) {
    let given: string | undefined | null = null
    for (const { text: line, at } of linesIn(text)) {
      const found = decorator.exec(line)
      if (found) given = found[1]
      const [, name] = /^(?:async )?def\s+(\w+)/.exec(line) ?? []
      if (name === undefined || given === null) continue
      yield target(given ?? name, path, at)
      // Both runners take dashes for underscores.
      if (given === undefined && name.includes('_'))
        yield target(name.replaceAll('_', '-'), path, at)
      given = null
    }
  }
}

function* magefile({ path, text }: SourceFile): Iterable<Stated> {
  for (const { text: line, at } of linesIn(text)) {
    const [, receiver, name] =
      /^func\s+(?:\((?:\w+\s+)?\*?([A-Z]\w*)\)\s+)?([A-Z]\w*)\s*\(/.exec(line) ?? []
    if (name === undefined) continue
    const first = (word: string) => word.charAt(0).toLowerCase() + word.slice(1)
    yield target(
      receiver === undefined ? first(name) : `${first(receiver)}:${first(name)}`,
      path,
      at,
    )
  }
  if (/\/\/\s*mage:import\b/.test(text)) yield target(anyName, path, 0)
}

function* earthfile({ path, text }: SourceFile): Iterable<Stated> {
  for (const { text: line, at } of linesIn(text)) {
    const [, name] = /^([a-z][\w.-]*):\s*(?:#.*)?$/.exec(line) ?? []
    if (name !== undefined) yield target(name, path, at)
  }
}

function* bake({ path, text }: SourceFile): Iterable<Stated> {
  for (const { text: line, at } of linesIn(text)) {
    const [, name] = /^(?:target|group)\s+"([\w-]+)"/.exec(line) ?? []
    if (name !== undefined) yield target(name, path, at)
  }
}
