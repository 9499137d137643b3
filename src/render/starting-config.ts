export interface Around {
  readonly repositories: readonly { readonly id: string; readonly path: string }[]
  readonly folders: readonly {
    readonly id: string
    readonly path: string
    readonly html: boolean
  }[]
}

/** A first plumbline.yaml: what was found, and what else can be said, as comments. */
export function startingConfig({ repositories, folders }: Around): string {
  const documented = repositories.map(
    ({ id }) => `  - { id: ${id}-docs, type: markdown-folder, repository: ${id} }`,
  )
  const lying = folders.map(
    ({ id, path, html }) =>
      `  - { id: ${id}, type: ${html ? 'html' : 'markdown'}-folder, path: ${path} }`,
  )
  return `# Plumbline's configuration. Paths are relative to this file. docs/configuration.md explains every setting.

# Where pages come from: a folder, the documents of a repository, a wiki, a site.
sources:
${[...lying, ...documented].join('\n') || '  []'}
  # - id: wiki
  #   type: html-folder            # or markdown-folder
  #   path: ../wiki-export
  #   url: https://wiki.example.com/
  #   access: [group:everyone]     # who may read its pages; a page can only narrow it
  #   about: [payments]            # repositories its pages speak of, beside what each page says itself
  # - id: handbook
  #   type: mediawiki              # docs/sources.md lists the wikis and sites there are
  #   url: https://handbook.example.com/
  #   user: plumbline              # who asks; the secret stays in an environment variable
  #   passwordFrom: HANDBOOK_PASSWORD
  #   privateNetwork: true         # its host has an address of your own network

# The code that pages are held to.
repositories:
${repositories.map(({ id, path }) => `  - { id: ${id}, path: ${path} }`).join('\n') || '  []'}
  # - id: payments
  #   path: ../payments            # a work tree or a bare repository
  #   revision: main
  #   access: [group:engineering]

# Who may ask. \`plumbline keys create <id>\` makes a key.
principals:
  - { id: me, kind: person, scopes: [engineer, owner] }
  # - { id: agent-deploy, kind: agent, scopes: [agent], groups: [group:everyone], environments: [staging] }
`
}
