/** A repository that lies around. */
export interface FoundRepository {
  readonly id: string
  readonly path: string
  /** Whether it is written down as it is, or offered in a comment. */
  readonly taken: boolean
  readonly because?: string
}

/** A folder of pages that lies around. */
export interface FoundFolder {
  readonly id: string
  readonly path: string
  readonly html: boolean
  readonly taken: boolean
}

/** A wiki or a site that something here speaks of; it is offered, for nobody was asked yet whether it may be read. */
export interface FoundWiki {
  readonly id: string
  readonly type: string
  readonly settings: Readonly<Record<string, string | boolean | readonly string[]>>
  /** Why it is offered, as a comment. */
  readonly because: string
}

/** What lies around a folder. */
export interface Around {
  readonly repositories: readonly FoundRepository[]
  readonly folders: readonly FoundFolder[]
  readonly wikis: readonly FoundWiki[]
}

/** A first plumbline.yaml: what was found, and what else can be said, as comments. */
export function startingConfig({ repositories, folders, wikis }: Around): string {
  const sources = [
    ...folders.map(({ id, path, html, taken }) =>
      entry({ id, type: `${html ? 'html' : 'markdown'}-folder`, path }, taken),
    ),
    ...repositories.map(({ id, taken }) =>
      entry({ id: `${id}-docs`, type: 'markdown-folder', repository: id }, taken),
    ),
  ]
  const code = repositories.map(({ id, path, taken, because }) =>
    entry({ id, path }, taken, because),
  )
  return `# Plumbline's configuration. Paths are relative to this file; a line that begins with # is only a suggestion.
# Every setting is explained in docs/configuration.md, every type of source in docs/sources.md.

# Where pages come from: a folder, the documents of a repository, a wiki, a site.
sources:${listOf(sources)}
${wikis.length === 0 ? example : wikis.map(offered).join('\n')}

# The code that pages are held to.
repositories:${listOf(code)}
  # - id: payments
  #   path: ../payments            # a work tree or a bare repository
  #   revision: main               # HEAD unless given
  #   access: [group:engineering]  # who may see its code

# Who may ask. \`plumbline keys create ID\` makes a key, \`plumbline people invite ID\` lets a person sign in.
principals:
  - { id: me, kind: person, scopes: [engineer, owner] }
  # - { id: agent-deploy, kind: agent, scopes: [agent], groups: [group:everyone], environments: [staging] }
`
}

/** An entry on a line of its own; as a comment where it is not taken. */
function entry(
  fields: Readonly<Record<string, string>>,
  taken: boolean,
  because?: string,
): { readonly line: string; readonly taken: boolean } {
  const told = Object.entries(fields).map(([name, value]) => `${name}: ${word(value)}`)
  const why = because === undefined ? '' : `   # ${because}`
  return { line: `  ${taken ? '' : '# '}- { ${told.join(', ')} }${why}`, taken }
}

/** A list, and an empty one where nothing in it counts. */
const listOf = (entries: readonly { readonly line: string; readonly taken: boolean }[]): string =>
  [
    entries.some(({ taken }) => taken) ? '' : ' [] # take this [] away with the first entry',
    ...entries.map(({ line }) => line),
  ].join('\n')

function offered({ id, type, settings, because }: FoundWiki): string {
  const written = (value: FoundWiki['settings'][string]): string =>
    typeof value === 'object' ? `[${value.map(word).join(', ')}]` : word(String(value))
  const fields = [
    `- id: ${word(id)}`,
    `  type: ${type}`,
    ...Object.entries(settings).map(
      ([name, value]) =>
        `  ${name}: ${value === true ? 'true' : written(value)}${/From$/.test(name) ? '   # an environment variable that holds the secret' : ''}`,
    ),
  ]
  return [`${because}:`, ...fields].map((line) => `  # ${line}`).join('\n')
}

/** A word as YAML reads it back: in quotes unless it is plainly a word, a path or an address. */
const word = (text: string): string =>
  /^(?:[A-Za-z./][\w./-]*|https?:\/\/[\w./:-]*[\w/])$/.test(text) &&
  !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text)

const example = `  # - id: company-wiki
  #   type: mediawiki              # or confluence, notion, git-wiki, website, …
  #   url: https://handbook.example.com/
  #   user: plumbline              # who asks; the secret stays in an environment variable
  #   passwordFrom: HANDBOOK_PASSWORD
  #   access: [group:everyone]     # who may read its pages; a page can only narrow it
  #   about: [payments]            # repositories its pages speak of, beside what each page says itself`
