/** One thing a commit tracks. */
export interface TreeEntry {
  /** `file`, `executable`, `symlink` or `submodule`. */
  readonly mode: 'file' | 'executable' | 'symlink' | 'submodule'
  readonly blob: string
  /** Bytes; 0 for submodules and where a partial clone does not tell. */
  readonly size: number
  readonly path: string
}

const modes: Readonly<Record<string, TreeEntry['mode']>> = {
  '100644': 'file',
  '100664': 'file',
  '100755': 'executable',
  '120000': 'symlink',
  '160000': 'submodule',
}

type Batches = (
  args: readonly string[],
  separator: '\0',
) => AsyncGenerator<readonly string[], void, undefined>

/** Lists a commit's tree; in a partial clone without sizes, which git would have to fetch. */
export async function treeEntries(
  batches: Batches,
  commit: string,
  isPartial: boolean,
): Promise<readonly TreeEntry[]> {
  const long = isPartial ? [] : ['-l']
  const args = ['ls-tree', '-r', '-z', ...long, '--full-tree', '--end-of-options', commit]
  const entries: TreeEntry[] = []
  for await (const batch of batches(args, '\0')) {
    for (const text of batch) {
      const entry = parsed(text)
      if (entry !== null) entries.push(entry)
    }
  }
  return entries
}

function parsed(text: string): TreeEntry | null {
  const tab = text.indexOf('\t')
  const [bits = '', , blob, size] = text.slice(0, tab).split(/ +/)
  const mode = modes[bits]
  if (tab < 0 || mode === undefined || blob === undefined) return null
  return { mode, blob, size: Number(size ?? 0) || 0, path: text.slice(tab + 1) }
}
