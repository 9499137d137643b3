import type { ChangedFile, ChangedLine, ChangeSet } from './changed-file.ts'

/** The opening line of a block that stands for something real. */
export interface Head {
  readonly block: 'resource' | 'module' | 'provider'
  /** Resource type, module name or provider name. */
  readonly type: string
  /** `aws_db_instance.orders`, `module.cache`, `provider.aws`. */
  readonly address: string
}

const head = /^\s*(resource|module|provider)\s+"([^"]+)"(?:\s+"([^"]+)")?\s*\{/

/** Reads a line as the opening of a resource, a module or a provider; null when it is none. */
export function headOf(text: string): Head | null {
  const [, block, type = '', name = ''] = head.exec(text) ?? []
  if (block === 'resource') return { block, type, address: `${type}.${name}` }
  if (block === 'module' || block === 'provider')
    return { block, type, address: `${block}.${type}` }
  return null
}

export const isTerraform = (path: string): boolean => /\.(?:tf|tofu)$/i.test(path)

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)

/** What becomes of a block whose opening line a diff takes away. */
export type Fate = 'gone' | 'moved' | 'forgotten' | 'destroyed-on-purpose' | 'elsewhere'

/** What a changed file will hold of blocks, and what it says became of others. */
interface Standing {
  readonly addresses: ReadonlySet<string>
  readonly told: ReadonlyMap<string, Fate>
}

const standing = new WeakMap<ChangedFile, Standing>()

/** Looks in the whole diff for where a block went: each folder is one configuration with one state. */
export function fateOf({ address }: Head, file: ChangedFile, { files }: ChangeSet): Fate {
  const folder = folderOf(file.before ?? file.path)
  let elsewhere = false
  let told: Fate | undefined
  for (const one of files) {
    if (one.after === null || !isTerraform(one.after)) continue
    const { addresses, told: fates } = standingIn(one)
    const here = folderOf(one.path) === folder
    if (here && addresses.has(address)) return 'moved'
    if (here) told ??= fates.get(address)
    elsewhere ||= addresses.has(address)
  }
  return told ?? (elsewhere ? 'elsewhere' : 'gone')
}

function standingIn(file: ChangedFile): Standing {
  const known = standing.get(file)
  if (known) return known
  const lines = present(file)
  const addresses = new Set(
    lines.flatMap(({ text }) => {
      const found = headOf(text)
      return found ? [found.address] : []
    }),
  )
  const told = new Map<string, Fate>()
  let block = ''
  for (const [at, { text }] of lines.entries()) {
    block = /^\s*(moved|removed)\s*\{/.exec(text)?.[1] ?? block
    const [, from] = /^\s*from\s*=\s*([\w.\-"[\]]+)/.exec(text) ?? []
    if (from === undefined || block === '') continue
    // OpenTofu forgets unless told to destroy; Terraform asks for the word.
    const destroys = lines.slice(at, at + 6).some((one) => /^\s*destroy\s*=\s*true/.test(one.text))
    const fate = block === 'moved' ? 'moved' : destroys ? 'destroyed-on-purpose' : 'forgotten'
    told.set(from.replace(/\[.*$/, ''), fate)
  }
  const found = { addresses, told }
  standing.set(file, found)
  return found
}

/** What is visible of a file as it will be. */
const present = ({ hunks }: ChangedFile): readonly ChangedLine[] =>
  hunks.flatMap(({ lines }) => lines.filter(({ after, comment }) => after !== null && !comment))
