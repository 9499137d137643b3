import { PlumblineError } from '../domain/errors.ts'

/** Imports a package by its name; `import` unless a test lends another. */
export type ImportPackage = (name: string) => Promise<unknown>

export const importPackage: ImportPackage = (name) => import(name)

/** A package that is installed or not: where it is not, the fault says how to install it. */
export async function installed(name: string, importing: ImportPackage): Promise<object> {
  const [whole = name] = /^(?:@[^/]+\/)?[^/]+/.exec(name) ?? []
  const loaded = await importing(name).catch((thrown: unknown) => {
    if (isMissing(thrown, whole))
      throw new PlumblineError(
        'model.missing',
        `the package ${whole} is not installed; run \`npm install ${whole}\` where Plumbline is installed`,
      )
    const why = thrown instanceof Error ? thrown.message : 'it threw'
    throw new PlumblineError('model.unusable', `${name} cannot be loaded: ${why}`)
  })
  if (typeof loaded === 'object' && loaded !== null) return loaded
  throw new PlumblineError('model.unusable', `${name} exports nothing`)
}

/** Not there itself; a package that lacks one of its own is another matter. */
const isMissing = (thrown: unknown, name: string): boolean =>
  thrown instanceof Error &&
  'code' in thrown &&
  thrown.code === 'ERR_MODULE_NOT_FOUND' &&
  (thrown.message.includes(`'${name}'`) || thrown.message.includes(`'${name}/`))

type Maker = new (options: object) => unknown

const isMaker = (thing: unknown): thing is Maker =>
  typeof thing === 'function' && typeof thing.prototype === 'object'

/** A class that a package exports. */
export function classIn(exports: object, name: string, from: string): Maker {
  const found: unknown = Object.entries(exports).find(([key]) => key === name)?.[1]
  if (isMaker(found)) return found
  const others = Object.entries(exports).flatMap(([key, value]) => (isMaker(value) ? [key] : []))
  const some = others.slice(0, mostNamed).join(', ') || 'none'
  throw new PlumblineError(
    'model.unusable',
    `${from} exports no class ${name}; its classes are ${some}${others.length > mostNamed ? ', …' : ''}`,
  )
}

const mostNamed = 20
