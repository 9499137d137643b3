import { adds, destroys, destroysAll, disrupts, type Effect, loses, widens } from '../effect.ts'
import { type ChangedFile, type ChangeSet, lineAt, removedLines, sideOf } from './changed-file.ts'
import { holders, outermost, type Spot, spots } from './enclosure.ts'
import { expiresAnew } from './expiry.ts'
import type { ChangeKind, Found } from './kind.ts'
import { isLiteral, settingIn, successors } from './settings.ts'
import {
  cloudFormationHolding,
  constructed,
  type Holding,
  holdingOf,
  isControl,
} from './stateful.ts'
import { fateOf, type Head, headOf, isTerraform } from './terraform-heads.ts'

/** Infrastructure that the next apply destroys, because its description goes. */
export const infrastructure: ChangeKind = {
  about:
    'Infrastructure as code: what the next apply destroys or replaces, in Terraform, OpenTofu, CloudFormation, CDK and Pulumi.',
  found(file, { whole }) {
    if (file.place !== 'applied') return []
    if (isTerraform(file.path)) {
      const gone = spots(file, 'removed')
      return [
        ...file.hunks
          .flatMap((hunk) =>
            hunk.lines
              .filter((line) => line.kind === 'removed' && !line.comment)
              .map((line) => ({ hunk, line })),
          )
          .flatMap(({ hunk, line }) => {
            const head = headOf(line.text)
            const effect = head && headRemoved({ head, line, hunk }, file, whole)
            return effect ? [{ line, effect, resource: head.address }] : []
          }),
        ...gone.flatMap(replaced),
        ...spots(file, 'added').flatMap((spot) => [
          ...countedOut(spot),
          ...expiresAnew(file, spot),
        ]),
      ]
    }
    return [
      ...wholeConfiguration(file),
      ...(isTemplate.test(file.path) ? templateParts(file, whole) : constructs(file, whole)),
    ]
  },
}

function headRemoved(
  { head, ...spot }: Spot & { readonly head: Head },
  file: ChangedFile,
  whole: ChangeSet,
): Effect | null {
  const fate = fateOf(head, file, whole)
  if (fate === 'moved') return null
  if (fate === 'forgotten')
    return adds(`takes ${head.address} out of the state and leaves it running`)
  if (fate === 'elsewhere')
    return disrupts(
      `moves ${head.address} to another configuration, whose state does not know it`,
      'resource',
      'with-effort',
    )
  if (head.block === 'provider')
    return file.after === null || reachesNothing.test(head.type)
      ? null
      : loses(`removes ${head.address}: what it manages can no longer be reached`, 'environment')
  if (head.block === 'module' && holdsNothing(file, head)) return adds(`drops ${head.address}`)
  if (head.block === 'module') return destroysAll(`destroys ${head.address} with everything in it`)
  if (isControl(head.type))
    return widens(`destroys ${head.address}, which guards or watches others`)
  const next = onlyRights.test(head.type) ? null : successorOf(head, spot)
  if (next !== null || onlyRights.test(head.type))
    return disrupts(
      next ? `replaces ${head.address} by ${next}` : `takes ${head.address} away`,
      'resource',
      'with-effort',
    )
  return lossOf(holdingOf(head.type), `destroys ${head.address}`)
}

/** Providers that keep nothing anywhere. */
const reachesNothing = /^(?:archive|cloudinit|external|http|local|null|random|template|time|tls)$/
/** What joins two others or shows them: without it somebody may do less, or sees less, and nothing is lost. */
const onlyRights =
  /_iam_(?:role|user|group)_(?:policy|policy_attachment|membership)$|_iam_(?:policy_attachment|member|binding)$|_role_assignment$|_bucket_acl$|_dashboard$/

/** One of the same type that begins where this one began: it has another name, and what holds nothing is made anew. */
function successorOf({ type, block }: Head, { hunk, line }: Spot): string | null {
  if (block !== 'resource' || holdingOf(type) !== 'nothing-lasting') return null
  const at = lineAt(hunk, line)
  for (const one of hunk.lines.slice(at + 1, at + 8)) {
    const next = headOf(one.text)
    if (next === null) continue
    return one.kind === 'added' && next.type === type ? next.address : null
  }
  return null
}

/** Modules that only look things up or put names together: their source says so. */
function holdsNothing(file: ChangedFile, head: Head): boolean {
  const lines = file.hunks.flatMap((hunk) => hunk.lines).filter(({ kind }) => kind === 'removed')
  const at = lines.findIndex(({ text }) => headOf(text)?.address === head.address)
  const source = lines.slice(at, at + 4).find(({ text }) => /^\s*source\s*=/.test(text))
  return /remote-state|[/-](?:label|labels|context|metadata|naming|tags|iam-roles|lookup|data)\b|introspection/.test(
    source?.text ?? '',
  )
}

const lossOf = (holding: Holding, words: string): Effect => {
  if (holding === 'everything') return destroysAll(`${words} with everything in it`)
  if (holding === 'data') return destroys(`${words} with what it holds`)
  return holding === 'nothing' ? adds(words) : loses(words)
}

/** Arguments that cannot change in place: the resource is destroyed and made anew. */
const replacing =
  /^(?:identifier|clusteridentifier|bucket|availabilityzone|availabilityzones|masterusername|snapshotidentifier|hashkey|rangekey|location|region|zone|resourcegroupname|dbsubnetgroupname|engine|storageencrypted|encrypted|kmskeyid|customername|accountid|username|creationtoken)$/

function replaced(spot: Spot): readonly Found[] {
  const setting = settingIn(spot.line)
  const [holder] = setting ? holders(spot) : []
  // What stands in a block within names parts of the resource.
  if (!setting || (holder !== undefined && headOf(holder.text) === null)) return []
  const head = headOf(outermost(spot))
  if (head?.block !== 'resource' || holdingOf(head.type) !== 'data') return []
  const named =
    setting.name === 'name' &&
    /database|db_|dynamodb|storage|sql|bucket|vault|queue|topic|cluster|log_group/.test(head.type)
  if (!(replacing.test(setting.name) || named) || !isLiteral(setting.value)) return []
  const [line] = successors(spot, setting)
  const next = line ? settingIn(line)?.value : undefined
  if (!line || next === undefined || next === setting.value || !isLiteral(next)) return []
  // The opening line above may be removed as well: then the resource is told as gone.
  const stays =
    spot.hunk.section !== '' ||
    spot.hunk.lines.some(
      ({ text, after }) => after !== null && headOf(text)?.address === head.address,
    )
  if (!stays) return []
  return [
    {
      line,
      effect: destroys(`replaces ${head.address}: ${setting.key} cannot change in place`),
      resource: head.address,
    },
  ]
}

function countedOut(spot: Spot): readonly Found[] {
  const setting = settingIn(spot.line)
  if (setting?.name !== 'count' || !/^0$/.test(setting.value)) return []
  const head = headOf(outermost(spot))
  const stays =
    spot.hunk.section !== '' ||
    spot.hunk.lines.some(
      ({ kind, text }) => kind === 'context' && headOf(text)?.address === head?.address,
    )
  if (!head || !stays) return []
  const effect =
    head.block === 'module'
      ? destroysAll(`sets the count of ${head.address} to 0`)
      : lossOf(holdingOf(head.type), `destroys every ${head.address}`)
  return [{ line: spot.line, effect, resource: head.address }]
}

/** `terragrunt.hcl` and a Pulumi stack's settings stand for a whole root. */
function wholeConfiguration(file: ChangedFile): readonly Found[] {
  const root = /(?:^|\/)(?:terragrunt\.hcl|Pulumi\.[\w-]+\.ya?ml)$/.test(file.path)
  return file.after === null && root
    ? [{ line: null, effect: destroysAll(`removes the whole configuration of ${file.path}`) }]
    : []
}

const isTemplate = /\.(?:ya?ml|json|template)$/i

function templateParts(file: ChangedFile, { files }: ChangeSet): readonly Found[] {
  return removedLines(file).flatMap((line) => {
    const [, type] = /^\s*["']?Type["']?\s*:\s*["']?(AWS::\w+::\w+)/.exec(line.text) ?? []
    if (type === undefined) return []
    const kept = files.some(({ hunks }) =>
      hunks.some(({ lines }) =>
        lines.some((one) => one.kind === 'added' && one.text.includes(type)),
      ),
    )
    const retained = file.hunks.some(
      ({ lines }) =>
        lines.includes(line) &&
        lines.some(
          ({ kind, text }) =>
            kind === 'removed' && /DeletionPolicy["']?\s*:\s*["']?Retain/.test(text),
        ),
    )
    if (kept) return []
    return [
      {
        line,
        effect: retained
          ? adds(`takes a retained ${type} out of the stack`)
          : lossOf(cloudFormationHolding(type), `destroys a ${type}`),
        resource: type,
      },
    ]
  })
}

const kept = new WeakMap<ChangeSet, ReadonlySet<string>>()

/** Names of constructed resources that the change leaves standing somewhere. */
function constructedAfter(whole: ChangeSet): ReadonlySet<string> {
  const known = kept.get(whole)
  if (known) return known
  const lines = whole.files.flatMap(({ hunks }) => hunks.flatMap((hunk) => sideOf(hunk, 'after')))
  const names = new Set(lines.flatMap(({ text }) => constructed.exec(text)?.[2] ?? []))
  kept.set(whole, names)
  return names
}

function constructs(file: ChangedFile, whole: ChangeSet): readonly Found[] {
  return removedLines(file).flatMap((line) => {
    const [, type, name] = constructed.exec(line.text) ?? []
    if (type === undefined || name === undefined || constructedAfter(whole).has(name)) return []
    const effect = destroys(`destroys ${type} "${name}" with what it holds`)
    return [{ line, effect, resource: name }]
  })
}
