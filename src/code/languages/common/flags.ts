/** The flags that a usage text names: `-p, --port <number>`, `--[no-]color`, `--name=NAME`, `-v|--verbose`. */
export const flagsIn = (usage: string): readonly string[] => {
  const flags: string[] = []
  for (const word of usage.slice(0, 200).split(/[\s,|;]+/)) {
    const found = /^(--?)(\[no-?\])?([A-Za-z0-9?@#][\w.:?-]*)/.exec(word)
    if (found === null) {
      // Placeholders end the names; what follows describes.
      if (word !== '' && flags.length > 0 && !/^[[<(A-Z{]/.test(word)) break
      continue
    }
    const [, dashes = '', no, name = ''] = found
    const bareName = name.replace(/[.:?-]+$/, '')
    if (bareName === '') continue
    flags.push(`${dashes}${bareName}`)
    if (no !== undefined) flags.push(`${dashes}${no.slice(1, -1)}${bareName}`)
  }
  return flags
}

/** A flag by its bare name: one letter has one dash. */
export const dashed = (name: string): string =>
  name.startsWith('-') ? name : name.length === 1 ? `-${name}` : `--${name}`

/** A name that a flag can have. */
export const isFlagName = (name: string): boolean => /^-{0,2}[A-Za-z0-9?][\w.-]{0,60}$/.test(name)
