/** What a file was called and will be called; null on the side where there is none. */
export interface Paths {
  readonly before: string | null
  readonly after: string | null
}

/** The names behind `---` and `+++`. */
export function pathsOf(before: string, after: string): Paths {
  return withoutPrefixes(nameIn(before), nameIn(after))
}

/**
 * The names of a file in git's format: those of `---` and `+++` where it has them, else those of a rename or copy, else
 * what `diff --git` says, which must then be the same name twice. Null where they cannot be told or do not agree.
 */
export function headerPaths(
  header: string,
  extended: ReadonlyMap<string, string>,
  named: Paths | null,
): Paths | null {
  const from = extended.get('rename from') ?? extended.get('copy from')
  const to = extended.get('rename to') ?? extended.get('copy to')
  const moved =
    from !== undefined && to !== undefined ? { before: unquoted(from), after: unquoted(to) } : null
  const told = moved ?? twice(header)
  if (named !== null && named.before === null && named.after === null) return null
  if (named !== null && told !== null) {
    const agree =
      (named.before === null || named.before === told.before) &&
      (named.after === null || named.after === told.after)
    return agree ? named : null
  }
  if (named !== null) return named
  if (told === null) return null
  return {
    before: extended.has('new file mode') ? null : told.before,
    after: extended.has('deleted file mode') ? null : told.after,
  }
}

/** `a/src/x b/src/x`: without a rename both are one name, by which names with blanks are told apart. */
function twice(header: string): Paths | null {
  const two = /^("(?:[^"\\]|\\.)*"|[^"]\S*) ("(?:[^"\\]|\\.)*"|[^"]\S*)$/.exec(header)
  const middle = (header.length - 1) / 2
  const [one, other] = two
    ? [unquoted(two[1] ?? ''), unquoted(two[2] ?? '')]
    : [header.slice(0, middle), header.slice(middle + 1)]
  const paths = withoutPrefixes(one, other)
  return paths.before === paths.after ? paths : null
}

/** A name ends at a tab: a time may stand behind it. */
const nameIn = (written: string): string | null => {
  const name = unquoted(written.startsWith('"') ? written : (written.split('\t', 1)[0] ?? ''))
  return name === '/dev/null' || name === '' ? null : name
}

const pairs: readonly string[] = ['ab', 'iw', 'ci', 'cw', 'ow', 'ba', 'wi', 'ic', 'wc', '12']

/** git's own prefixes, also those of `diff.mnemonicPrefix`; a folder that is really called `a` stays. */
function withoutPrefixes(before: string | null, after: string | null): Paths {
  const one = before === null ? null : (/^([abciow12])\//.exec(before)?.[1] ?? '')
  const two = after === null ? null : (/^([abciow12])\//.exec(after)?.[1] ?? '')
  const prefixed =
    one === null || two === null ? Boolean(one ?? two) : pairs.includes(`${one}${two}`)
  return prefixed
    ? { before: before?.slice(2) ?? null, after: after?.slice(2) ?? null }
    : { before, after }
}

const escapes: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, a: 7, b: 8, f: 12, v: 11 }

/** git puts unusual names in quotes, their bytes in octal (git-config(1), `core.quotePath`). */
function unquoted(name: string): string {
  if (!/^"[\s\S]*"$/.test(name)) return name
  const bytes: number[] = []
  for (const [part, octal, character] of name.slice(1, -1).matchAll(/\\([0-7]{3})|\\?([\s\S])/gu)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8) & 255)
    else if (part.startsWith('\\') && character !== undefined && escapes[character] !== undefined)
      bytes.push(escapes[character] ?? 0)
    else bytes.push(...Buffer.from(character ?? ''))
  }
  return Buffer.from(bytes).toString('utf8')
}
