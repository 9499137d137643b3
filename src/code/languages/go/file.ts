import type { SyntaxNode } from '../../../syntax/node.ts'
import type * as shared from '../rules.ts'
import { type CommandTree, commandTree } from './command-tree.ts'
import { type Constants, constantsOf, stringOf } from './literals.ts'
import { type Structs, structsOf } from './structs.ts'

/** What every rule may know of the file it reads. */
export interface File {
  readonly path: string
  readonly packageName: string | null
  readonly constants: Constants
  readonly structs: Structs
  /** The commands that cobra builds here; empty where it is not imported. */
  readonly commands: CommandTree
  /** Functions of this file that read the environment under the name they are given. */
  readonly readers: ReadonlySet<string>
  /** Whether a package is imported whose path fits. */
  imports(path: RegExp): boolean
}

/** Rules by the node type they read. */
export type Rules = shared.Rules<File>
export type Rule = shared.Rule<File>

/** Looks through the top of a file once, before its rules are called. */
export const fileOf = (root: SyntaxNode, path: string): File => {
  const paths = root.parts.filter(({ type }) => type === 'import_declaration').flatMap(importsOf)
  const imports = (wanted: RegExp): boolean => paths.some((imported) => wanted.test(imported))
  const constants = constantsOf(root)
  return {
    path,
    packageName: root.parts.find(({ type }) => type === 'package_clause')?.parts[0]?.text ?? null,
    constants,
    structs: structsOf(root),
    commands: commandTree(imports(/\/cobra$/) ? root : null, constants),
    readers: new Set(imports(/^os$|^syscall$/) ? root.parts.flatMap(readerIn) : []),
    imports,
  }
}

const importsOf = (declaration: SyntaxNode): readonly string[] =>
  declaration.parts.flatMap((part) =>
    part.type === 'import_spec_list'
      ? importsOf(part)
      : [stringOf(part.child('path')) ?? ''].filter((path) => path !== ''),
  )

/** A function that hands its first parameter to `os.Getenv`. */
const readerIn = (node: SyntaxNode): readonly string[] => {
  const name = node.child('name')?.text
  const first = node.child('parameters')?.parts[0]?.child('name')?.text
  const body = node.child('body')
  if (name === undefined || first === undefined || body === null) return []
  const reads = body.text.slice(0, 4_000).split(/\b(?:os|syscall)\.(?:Getenv|LookupEnv)\(/)
  return reads.slice(1).some((rest) => rest.startsWith(`${first})`)) ? [name] : []
}
