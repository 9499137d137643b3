import { posix } from 'node:path'
import type { Block } from '../../domain/passage.ts'
import { readHcl } from '../../syntax/hcl.ts'
import type { Mention, Reading } from '../check.ts'
import { isPlaceholder } from '../shape.ts'
import { commandsIn } from './commands.ts'

const address =
  /^(?:(data)\.)?((?:aws|google|azurerm|azuread|kubernetes|helm|github|gitlab|cloudflare|datadog|vault|random|tls|null|grafana|pagerduty|digitalocean|hcloud|postgresql)_\w{1,80})\.([A-Za-z_][\w-]{0,80})(?:\[[^\]]{0,60}\])?(?:\.[\w.[\]"-]{1,120})?$/
const isFile = /\.(?:tf|tfvars|tpl|ya?ml|json|md|sh|py|go|ts|js|html?|rb|hcl|txt)$/
const ofModule = /^module\.([A-Za-z_][\w-]{0,80})(?:\[[^\]]{0,60}\])?(?:\.[\w.[\]"-]{1,120})?$/
const ofVariable = /^var\.([A-Za-z_]\w{0,80})$/
/** Arguments that every module block takes. */
const meta = /^(?:source|version|count|for_each|depends_on|providers)$/
/** A page on how to get from one release to the next shows what was. */
const ofThePast = /\b(?:upgrad|migrat|before|old|previous|legacy|deprecated|v?\d+\.x to)/i

/** The Terraform objects that a passage names. */
export function* objectsOnPage(reading: Reading): Iterable<Mention> {
  const { page, passage, tokens } = reading
  const isPast = [page.path, page.title, ...passage.heading].some((text) => ofThePast.test(text))
  const mood = isPast ? { mood: 'recorded' as const } : {}
  for (const token of tokens)
    if (token.place === 'code') yield* named(token.text, token.span[0], token.block)
  for (const { words, block } of commandsIn(reading))
    if (/^(?:terraform|tofu|terragrunt)$/.test(words[0]?.text ?? ''))
      for (const { text, at } of words) {
        const skip = /^-(?:target|replace)=/.exec(text)?.[0].length ?? 0
        yield* named(text.slice(skip), at + skip, block)
      }
  for (const block of passage.blocks) {
    if (block.kind === 'table-row')
      for (const mention of ofTable(block, reading)) yield { ...mention, ...mood }
    if (block.kind === 'code' && /^(?:hcl|terraform|tf)$/.test(block.language ?? ''))
      for (const mention of inputs(block)) yield { ...mention, ...mood }
  }
}

function* named(text: string, from: number, block: Block): Iterable<Mention> {
  const bare = text.trim().replace(/^['"]|['"]$/g, '')
  const at = from + text.indexOf(bare)
  if (bare.length > 300 || isFile.test(bare) || isPlaceholder(bare)) return
  const [, data, type, name] = address.exec(bare) ?? []
  const module = ofModule.exec(bare)?.[1]
  const variable = ofVariable.exec(bare)?.[1]
  if (type !== undefined && name !== undefined) {
    const subject = `${data === undefined ? '' : 'data.'}${type}.${name}`
    yield {
      subject,
      owner: type,
      token: subject,
      span: [at, at + subject.length],
      block,
      canBeCreated: true,
    }
  }
  const [kind, subject] = module === undefined ? ['variable', variable] : ['module', module]
  if (subject === undefined) return
  const start = at + bare.indexOf(subject)
  yield { subject, owner: kind, token: subject, span: [start, start + subject.length], block }
}

/** A sample that uses a module: what the block assigns are the module's inputs. */
function* inputs(block: Block): Iterable<Mention> {
  if (block.text.length > 100_000) return
  const { attributes } = readHcl(block.text)
  const sources = new Map(
    attributes.flatMap(({ path, name, value }) =>
      path.length === 1 && path[0]?.[0] === 'module' && name === 'source' && value !== null
        ? [[path[0], value] as const]
        : [],
    ),
  )
  for (const { path, name, at, isEntry } of attributes) {
    if (isEntry || meta.test(name) || isPlaceholder(name)) continue
    const [around] = path
    // Lines without a block around them continue the sample of a module above; whose, only the past can tell.
    const source = around === undefined ? '' : sources.get(around)
    if (path.length > 1 || source === undefined || /^\.{1,2}\//.test(source)) continue
    const start = block.textStart + at
    const owner = source === '' ? 'variable' : `variable of ${source}`
    yield { subject: name, owner, token: name, span: [start, start + name.length], block }
  }
}

/** Rows of the tables that terraform-docs writes, in the README of a module's folder. */
function* ofTable(block: Block, { passage, page }: Reading): Iterable<Mention> {
  const { header, cells } = block
  const heading = passage.heading.at(-1) ?? page.title
  const role = /^(?:module |optional |required )?inputs?(?: variables?)?\b/i.test(heading)
    ? 'variable'
    : /^(?:module )?outputs?\b/i.test(heading)
      ? 'output'
      : null
  if (
    role === null ||
    block.isHeader ||
    page.home === null ||
    !cells ||
    !/^name$/i.test(header?.[0]?.trim() ?? '')
  )
    return
  const name =
    /[A-Za-z_]\w*/.exec(cells[0]?.text.replace(/<[^>]*>/g, '').replaceAll('\\', '') ?? '')?.[0] ??
    ''
  const written = block.text.slice((cells[0]?.span[0] ?? block.textStart) - block.textStart)
  const place = new RegExp(String.raw`(?<![\w#"])${name}(?![\w"])`).exec(written)?.index ?? -1
  if (name === '' || place < 0) return
  const start = (cells[0]?.span[0] ?? block.textStart) + place
  const folder = posix.dirname(page.home.path)
  yield {
    subject: name,
    owner: `${role} of folder:${folder}`,
    token: name,
    span: [start, start + name.length],
    block,
  }
}
