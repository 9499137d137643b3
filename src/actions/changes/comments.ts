const hash = /^\s*#(?!!)/
const slashes = /^\s*(?:\/\/|\/\*|\*(?:\s|\/|$))/
const dashes = /^\s*(?:--|\/\*|\*(?:\s|\/|$))/
const markup = /^\s*<!--/
const nothing = /^\s*$/

const byEnding: readonly (readonly [RegExp, readonly RegExp[]])[] = [
  [/\.(?:sql|ddl|psql|lua|hs|elm)$/i, [dashes]],
  [/\.(?:tf|tfvars|hcl|tofu|php|nomad)$/i, [hash, slashes]],
  [
    /\.(?:ya?ml|toml|py|rb|rake|sh|bash|zsh|fish|pl|conf|cfg|ini|properties|env|ex|exs|cr|r|mk|ps1|nix|tpl)$/i,
    [hash],
  ],
  [/\.(?:html?|xml|vue|svelte|md)$/i, [markup]],
  [
    /\.(?:[cm]?[jt]sx?|go|java|kt|kts|scala|rs|cs|c|cc|cpp|h|hpp|swift|dart|groovy|gradle|proto|prisma|cue|bicep)$/i,
    [slashes],
  ],
]

/** Tells whether a line of this file holds nothing but a comment or blanks. */
export function isCommentLine(path: string): (text: string) => boolean {
  const marks = byEnding.find(([ending]) => ending.test(path))?.[1] ?? [hash, slashes]
  return (text) => nothing.test(text) || marks.some((mark) => mark.test(text))
}
