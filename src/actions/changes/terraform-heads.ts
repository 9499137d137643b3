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

/** Looks in the whole diff for where a block went: each folder is one configuration with one state. */
export function fateOf({ address }: Head, file: ChangedFile, { files }: ChangeSet): Fate {
  const folder = folderOf(file.before ?? file.path)
  const terraform = files.filter(({ after }) => after !== null && isTerraform(after))
  const here = terraform.filter(({ path }) => folderOf(path) === folder)
  const stands = (one: ChangedFile): boolean =>
    present(one).some(({ text }) => headOf(text)?.address === address)
  if (here.some(stands)) return 'moved'
  for (const one of here) {
    const lines = present(one)
    const from = lines.findIndex(({ text }) => {
      const [, told] = /^\s*from\s*=\s*([\w.\-["\]]+)/.exec(text) ?? []
      return told !== undefined && (told === address || told.startsWith(`${address}[`))
    })
    if (from < 0) continue
    const block = lines
      .slice(0, from)
      .findLast(({ text }) => /^\s*(?:moved|removed)\s*\{/.test(text))
    if (block && /^\s*moved/.test(block.text)) return 'moved'
    // OpenTofu forgets unless told to destroy; Terraform asks for the word.
    const destroys = lines
      .slice(from, from + 6)
      .some(({ text }) => /^\s*destroy\s*=\s*true/.test(text))
    return destroys ? 'destroyed-on-purpose' : 'forgotten'
  }
  return terraform.some(stands) ? 'elsewhere' : 'gone'
}

/** What is visible of a file as it will be. */
const present = ({ hunks }: ChangedFile): readonly ChangedLine[] =>
  hunks.flatMap(({ lines }) => lines.filter(({ after, comment }) => after !== null && !comment))
