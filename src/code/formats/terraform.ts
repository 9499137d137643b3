import { type HclAttribute, readHcl } from '../../syntax/hcl.ts'
import type { Format, Stated } from '../extractor.ts'
import { pageLink } from './links/page-links.ts'
import { dependency, version } from './manifests/stating.ts'
import { resourceFacts } from './terraform/resources.ts'

/** Terraform: resources with their literal attributes, modules, variables with their defaults, locals, outputs and providers. */
export const terraform: Format = {
  about:
    'Terraform declares resources, modules, variables with defaults, locals and outputs, and the versions it needs.',
  states: [
    'option',
    'symbol',
    'resource',
    'setting',
    'schedule',
    'owner',
    'page-link',
    'version',
    'dependency',
  ],
  reads: (path) => /\.(?:tf|tfvars)$/.test(path),

  *facts({ path, text }): Iterable<Stated> {
    const { attributes, blocks } = readHcl(text)
    for (const { labels, at, depth } of blocks) {
      const [type, first, second] = labels
      if (depth > 0 || type === undefined) continue
      if (type === 'variable' && first) yield variable(first, defaultOf(first, attributes), at)
      if ((type === 'resource' || type === 'data') && first && second) {
        yield { kind: 'symbol', subject: second, owner: first, role: 'declaration', at }
        const address = type === 'data' ? `data.${first}.${second}` : `${first}.${second}`
        yield { kind: 'resource', subject: address, owner: first, role: 'object', at }
        yield { kind: 'resource', subject: second, owner: first, role: 'object', at }
      }
      if ((type === 'module' || type === 'output') && first)
        yield { kind: 'symbol', subject: first, owner: type, role: 'declaration', at }
      if (/^(?:module|output|variable|provider)$/.test(type) && first)
        yield { kind: 'resource', subject: first, owner: type, role: 'object', at }
      if (type === 'backend' && first)
        yield { kind: 'resource', subject: first, owner: type, role: 'object', at }
    }
    yield* required(attributes, text, path)
    for (const attribute of attributes) {
      const { path: around, name, value, at } = attribute
      if (around.length === 1 && around[0]?.[0] === 'locals')
        yield { kind: 'option', subject: name, owner: 'locals', role: 'key', value, at }
      if (around.length === 0 && path.endsWith('.tfvars'))
        yield { kind: 'setting', subject: name, owner: null, role: 'setting', value, at }
      yield* pageLink(name, value, around[0]?.slice(1).join('.') || null, at)
      yield* resourceFacts(attribute, text)
    }
  },
}

/** `required_version`, and the providers, which are objects and so followed only for their brackets. */
function* required(
  attributes: readonly HclAttribute[],
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

/** A variable stands where its default does, so that the quote shows the value. */
const variable = (subject: string, assigned: HclAttribute | undefined, at: number): Stated => {
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

const defaultOf = (name: string, attributes: readonly HclAttribute[]): HclAttribute | undefined =>
  attributes.find(
    ({ path, name: attribute }) =>
      attribute === 'default' &&
      path.length === 1 &&
      path[0]?.[0] === 'variable' &&
      path[0][1] === name,
  )
