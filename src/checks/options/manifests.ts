import type { Survey } from '../../domain/fact.ts'
import { factsAbout } from '../names.ts'
import type { Token } from '../tokens.ts'

const version = /^[\s{"'-]{0,12}apiVersion["']?:/m
const kind = /^[\s{"'-]{0,12}kind["']?:[ \t]{1,4}["']?([A-Z][A-Za-z]{1,80})/m
/** What a manifest carries for a program is the program's. */
const carried = /^(?:data|stringData)(?:\.|$)/

/** The kind of the Kubernetes manifest that a key of a sample stands in; null where it stands in none. */
export function manifestKind({ place, block, span, owner = '' }: Token): string | null {
  if (place !== 'data') return null
  const at = span[0] - block.textStart
  const start = block.text.lastIndexOf('\n---', at)
  const end = block.text.indexOf('\n---', at)
  const document = block.text.slice(Math.max(0, start), end < 0 ? undefined : end)
  const named = version.test(document) ? (kind.exec(document)?.[1] ?? null) : null
  return named !== null && /^(?:ConfigMap|Secret)$/.test(named) && carried.test(owner)
    ? null
    : named
}

/** What npm, Cargo, Composer and Python's builders themselves read from a manifest that names a package and what it depends on. */
const ofPackages =
  /^(?:(?:dev|peer|optional|bundled?|build|require)[-_]?dependencies(?:Meta)?|publishConfig|packageManager|type(?:s|sVersions)|sideEffects|workspaces|resolutions|overrides|engines|requires-python|rust-version|build-(?:system|backend)|require-dev|autoload(?:-dev)?|minimum-stability)$/i
const packaged =
  /(?:^|[{,\n])[ \t]*"(?:name|private|version)"[ \t]*:|^\[(?:package|project|build-system)\]/m

/** Whether a key of a sample is a package manager's own, in a manifest that the sample shows. */
export const isOfPackageManager = ({ place, block, text, owner = '' }: Token): boolean =>
  place === 'data' && owner === '' && ofPackages.test(text) && packaged.test(block.text)

/**
 * Whether a repository defines a kind of objects: by a definition for clusters, by the types that generators make one of
 * (`Ferry` beside `FerryList`), or by a class of settings that are written in the manner of manifests.
 */
export const definesKind = (name: string, surveys: readonly Survey[]): boolean =>
  factsAbout(name, ['resource'], surveys).some(({ owner }) =>
    owner?.startsWith('CustomResourceDefinition'),
  ) ||
  factsAbout(`${name}List`, ['symbol'], surveys).some(isType) ||
  (/Config(?:uration)?$/.test(name) && factsAbout(name, ['symbol'], surveys).some(isType))

const isType = ({ weak, role }: { readonly weak: boolean; readonly role: string }): boolean =>
  !weak && (role === 'type' || role === 'class')
