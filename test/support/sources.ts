import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, sep } from 'node:path'
import { packageRoot } from '../../src/package-root.ts'
import { type Capture, grammar } from '../../src/syntax/grammar.ts'

/** One file of src or server, and what its syntax tells. */
export interface SourceFile {
  readonly path: string
  readonly text: string
  /** What it imports: a path from the root, or a package's name. */
  readonly imports: readonly { readonly target: string; readonly isPackage: boolean }[]
  /** What the query below found, by the name it gives it. */
  found(name: string): readonly Capture[]
}

/** Every file of src and server. */
export async function readSources(): Promise<readonly SourceFile[]> {
  const paths = ['src', 'server'].flatMap((top) =>
    readdirSync(join(packageRoot, top), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(top, file).split(sep).join('/')),
  )
  const typescript = await grammar('typescript')
  return paths.toSorted().map((path) => {
    const text = readFileSync(join(packageRoot, path), 'utf8')
    const captures = typescript.captures(text, query)
    if (captures === null) throw new Error(`${path} cannot be parsed`)
    const found = (name: string) => captures.filter((capture) => capture.name === name)
    return { path, text, found, imports: importsOf(path, found('import')) }
  })
}

const query = `
  (import_statement source: (string (string_fragment) @import))
  (export_statement source: (string (string_fragment) @import))
  (call_expression function: (import) arguments: (arguments (string (string_fragment) @import)))
  (as_expression) @cast
  (type_assertion) @cast
  (non_null_expression) @bang
  ((predefined_type) @any (#eq? @any "any"))
  ((comment) @pragma (#match? @pragma "@ts-(ignore|expect-error|nocheck)"))
  ((member_expression) @environment (#eq? @environment "process.env"))
  [(function_declaration) (method_definition) (arrow_function)] @function
`

const importsOf = (path: string, captures: readonly Capture[]): SourceFile['imports'] =>
  captures
    .map(({ text }) => text)
    .filter((target) => !target.startsWith('node:'))
    .map((target) =>
      target.startsWith('.')
        ? {
            target: normalize(join(dirname(path), target))
              .split(sep)
              .join('/'),
            isPackage: false,
          }
        : { target: packageOf(target), isPackage: true },
    )

/** `fastify/types` and `fastify` are one package, `@scope/name/file` and `@scope/name` too. */
const packageOf = (target: string): string =>
  target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/')

/** `src/checks/run.ts` is in `src/checks`, `src/polling.ts` in `src`, all of the server in `server`. */
export function folderOf(path: string): string {
  const [top = '', second = '', ...rest] = path.split('/')
  return top === 'server' || rest.length === 0 ? top : `${top}/${second}`
}
