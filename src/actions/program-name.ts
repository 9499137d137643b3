import { lookUp } from '../domain/lookup.ts'
import { toolFor } from './tools/index.ts'
import type { Word } from './word.ts'

/** GNU programs as other systems call them, and names that people give to programs they use all day. */
const otherNames: Readonly<Record<string, string>> = {
  grm: 'rm',
  gmv: 'mv',
  gcp: 'cp',
  gdd: 'dd',
  gshred: 'shred',
  gtruncate: 'truncate',
  gchmod: 'chmod',
  gchown: 'chown',
  gtar: 'tar',
  gxargs: 'xargs',
  gtimeout: 'timeout',
  gstdbuf: 'stdbuf',
  tf: 'terraform',
  kc: 'kubectl',
  vim: 'vim',
  nvim: 'vim',
}

/** The program that a command's first word names: `/usr/bin/rm`, `rm.exe`, `RM` where files know no case, `psql-15`. */
export function nameOf(written: string): string {
  const name = written.split('/').at(-1) ?? written
  if (toolFor(name)) return name
  const plain = name.replace(/\.(?:exe|cmd|bat|com)$/i, '')
  const candidates = [plain, plain.toLowerCase(), plain.toLowerCase().replace(/[-@]?\d[\d.]*$/, '')]
  const known = candidates.find((candidate) => toolFor(candidate))
  return known ?? lookUp(otherNames, plain.toLowerCase()) ?? name
}

/** Why nobody can say which program a word names; null when it says. */
export function unreadableName({ text, dynamic }: Word): string | null {
  if (dynamic) return 'runs a program named by a variable'
  if (text === '') return 'runs a program without a name'
  if (!/^[\x21-\x7e]+$/.test(text)) return 'runs a program whose name has unusual characters'
  return /[*?]|\[.*\]/.test(text) ? 'runs a program named by a pattern' : null
}
