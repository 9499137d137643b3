import { readHcl } from '../../syntax/hcl.ts'
import type { Format, Stated } from '../extractor.ts'
import { dependency, version } from './manifests/stating.ts'

/** Terraform: variables with their defaults, locals, outputs, and the names of resources. */
export const terraform: Format = {
  about:
    'Terraform declares variables with defaults, locals, outputs and resources, and the versions it needs.',
  states: ['option', 'symbol', 'version', 'dependency'],
  reads: (path) => /\.(?:tf|tfvars)$/.test(path),

  *facts({ path, text }): Iterable<Stated> {
    const { attributes, blocks } = readHcl(text)
    for (const { labels, at } of blocks) {
      const [type, first, second] = labels
      if (type === 'variable' && first) yield variable(first, defaultOf(first, attributes), at)
      if ((type === 'resource' || type === 'data') && second)
        yield { kind: 'symbol', subject: second, owner: first ?? null, role: 'declaration', at }
      if ((type === 'module' || type === 'output') && first)
        yield { kind: 'symbol', subject: first, owner: type, role: 'declaration', at }
    }
    yield* required(attributes, text, path)
    for (const { path: around, name, value, at } of attributes) {
      if (around.length === 1 && around[0]?.[0] === 'locals')
        yield { kind: 'option', subject: name, owner: 'locals', role: 'key', value, at }
      if (around.length === 0 && path.endsWith('.tfvars'))
        yield { kind: 'setting', subject: name, owner: null, role: 'setting', value, at }
    }
  },
}

/** `required_version`, and the providers, which are objects and so followed only for their brackets. */
function* required(
  attributes: readonly Attribute[],
  text: string,
  owner: string,
): Iterable<Stated> {
  for (const { path, name, value, at } of attributes) {
    if (path.length === 1 && path[0]?.[0] === 'terraform' && name === 'required_version')
      yield* version('terraform', 'minimum', value, owner, at)
  }
  const block = /\brequired_providers\s{0,20}\{/.exec(text)
  if (block === null) return
  const from = block.index + block[0].length
  const inside = text.slice(from, from + 5_000)
  for (const found of inside.matchAll(/^[ \t]*([\w-]{1,80})[ \t]*=[ \t]*\{([^{}]{0,500})\}/gm)) {
    const constraint = /\bversion\s*=\s*"([^"\n]*)"/.exec(found[2] ?? '')?.[1] ?? null
    yield dependency(found[1] ?? '', constraint, owner, from + found.index)
  }
}

type Attribute = ReturnType<typeof readHcl>['attributes'][number]

/** A variable stands where its default does, so that the quote shows the value. */
const variable = (subject: string, assigned: Attribute | undefined, at: number): Stated => {
  const value = assigned?.value ?? null
  const isDefault = value !== null && value !== 'null'
  return {
    kind: 'option',
    subject,
    owner: 'variable',
    role: 'declaration',
    value,
    isDefault,
    at: isDefault && assigned ? assigned.at : at,
  }
}

const defaultOf = (name: string, attributes: readonly Attribute[]): Attribute | undefined =>
  attributes.find(
    ({ path, name: attribute }) =>
      attribute === 'default' &&
      path.length === 1 &&
      path[0]?.[0] === 'variable' &&
      path[0][1] === name,
  )
