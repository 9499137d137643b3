import type { Survey } from '../../domain/fact.ts'

const plain = (name: string): string => name.toLowerCase().replace(/[-_.]/g, '')

/** Whether an import's source is a package that one of the repositories makes, or lies in one of them. */
export const isOwnModule = (module: string, surveys: readonly Survey[]): boolean =>
  /^[@~]\//.test(module) ||
  surveys.some(
    (survey) =>
      survey.names.some((name) => isOf(module, name)) ||
      rootOf(module.split('.')[0] ?? module, survey) !== null,
  )

function isOf(module: string, name: string): boolean {
  if (module === name || module.startsWith(`${name}/`)) return true
  const first = module.startsWith('@')
    ? module.split('/').slice(0, 2).join('/')
    : (module.split(/[./]|::/)[0] ?? '')
  return (
    !name.includes('/') && !module.includes('/') && first.length > 2 && plain(first) === plain(name)
  )
}

/** What a survey knows of a module: its file, where it should be, or nothing. */
export type Found =
  | { readonly is: 'file'; readonly path: string }
  | { readonly is: 'package'; readonly path: string }
  | { readonly is: 'missing'; readonly path: string }
  | { readonly is: 'unclear' }

const roots = new WeakMap<Survey, Map<string, string | null>>()

/** The file of a Python module. */
export function pythonModule(module: string, survey: Survey): Found {
  const [first = '', ...rest] = module.split('.')
  const root = rootOf(first, survey)
  if (root === null) return { is: 'unclear' }
  const path = [root, ...rest].join('/')
  const { paths } = survey
  for (const ending of ['.py', '.pyi', '.pyx', '.so', '.c'])
    if (paths.has(`${path}${ending}`)) return { is: 'file', path: `${path}${ending}` }
  if (paths.has(`${path}/__init__.py`)) return { is: 'package', path: `${path}/__init__.py` }
  // A folder without a file of its own is a package all the same.
  if (paths.has(path)) return { is: 'package', path }
  return survey.isIgnored(`${path}.py`) ? { is: 'unclear' } : { is: 'missing', path: `${path}.py` }
}

/** The folder of a package, at the root of the repository or below it, where there is only one. */
function rootOf(name: string, survey: Survey): string | null {
  const known = roots.get(survey) ?? new Map<string, string | null>()
  roots.set(survey, known)
  const before = known.get(name)
  if (before !== undefined) return before
  const found = [name, `src/${name}`, `lib/${name}`, `python/${name}`].filter(
    (path) => survey.paths.has(`${path}/__init__.py`) || survey.paths.has(`${path}.py`),
  )
  const root = found.length === 1 ? (found[0] ?? null) : null
  known.set(name, root)
  return root
}
