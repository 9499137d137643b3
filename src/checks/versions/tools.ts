/** How pages call the languages and tools whose versions manifests state. */
const names: readonly (readonly [subject: string, pattern: string])[] = [
  ['rust', '[Rr]ust(?:c| compiler| toolchain)?|RUST'],
  ['node', String.raw`[Nn]ode(?:\.?[Jj][Ss])?|NodeJS`],
  ['python', 'C?[Pp]ython'],
  ['go', 'Go(?:lang|LANG)?|golang|go(?= (?:>=|≥) ?v?1)'],
  ['java', 'Java(?: ?SE| ?JDK)?|(?:Open)?JDK|JRE'],
  ['ruby', '[Rr]uby'],
  ['php', 'PHP|php'],
  ['dotnet', String.raw`\.NET(?: Core| SDK)?|dotnet`],
  ['elixir', '[Ee]lixir'],
  ['deno', '[Dd]eno'],
  ['bun', '[Bb]un'],
  ['npm', 'npm'],
  ['pnpm', 'pnpm'],
  ['yarn', '[Yy]arn'],
  ['terraform', '[Tt]erraform'],
  ['kubernetes', 'Kubernetes|kubernetes|K8s|k8s'],
]

/** One alternative for every name of a tool. */
export const anyTool: string = names.map(([, pattern]) => pattern).join('|')

const readers = names.map(
  ([subject, pattern]) => [subject, new RegExp(`^(?:${pattern})$`)] as const,
)

/** What manifests call a tool that a page names; null for what is no such tool. */
export const toolOf = (name: string): string | null =>
  readers.find(([, pattern]) => pattern.test(name))?.[0] ?? null

/** A version as prose writes it. */
export const versionPattern = String.raw`v?\d{1,6}(?:\.\d{1,6}){0,3}(?:\.[xX](?!\w))?(?:-?(?:rc|beta|alpha|dev|a|b)\.?\d{1,4})?`
