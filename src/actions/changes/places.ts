/**
 * What a path is for: `applied` is code and settings that take effect; `test` and `example` are run by nobody but
 * developers; `told` is read by people; `made` is written by programs or by others, and copied in.
 */
export type Place = 'applied' | 'test' | 'example' | 'told' | 'made'

const told =
  /\.(?:mdx?|markdown|rst|adoc|asciidoc|org|pod|tex)$|^(?:licen[cs]e|notice|authors|contributors|changelog|changes|readme|maintainers)(?:\.\w+)?$/i
const made =
  /^(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|cargo\.lock|go\.sum|gemfile\.lock|poetry\.lock|uv\.lock|composer\.lock|pipfile\.lock|\.terraform\.lock\.hcl|flake\.lock)$|\.(?:min\.(?:js|css)|map|snap|lock|pb\.go|ipynb|svg|po|pot|xlf)$/i
const madeFolders =
  /^(?:node_modules|vendor|vendored|third[_-]party|dist|\.next|bower_components|\.terraform|\.yarn)$/i
const testNames =
  /^test-[\w.-]+\.\w+$|(?:^|[._-])(?:test|tests|spec|e2e|stories|mock|mocks|fixture)\.\w+$|^(?:test|mock)_|_(?:test|spec)\.\w+$|Tests?\.(?:java|kt|cs|php|scala|swift)$|^(?:conftest\.py|jest\.\S+|vitest\.\S+)$/
const testFolders =
  /^(?:tests?|__tests__|specs?|e2e|fixtures?|__fixtures__|testdata|test[-_]data|test[-_]fixtures|mocks?|__mocks__|__snapshots__|testing|cypress|playwright|benchmarks?|unit[-_]tests?|integration[-_]tests?)$/i
const exampleFolders =
  /^(?:examples?|samples?|demos?|tutorials?|playground|cookbook|quickstarts?|docs?|documentation|website)$/i
/** Below these, `test` and `demo` are names of environments. */
const holdsEnvironments =
  /^(?:environments?|envs?|live|stages?|overlays|clusters?|accounts?|deploy\w*|infra\w*|terraform|tofu|tf|k8s|kubernetes|kustomize|helm|gitops|regions?|argocd|flux)$/i
const isSetup = /\.(?:tf|tfvars|hcl|tofu|ya?ml|json|toml)$/i
/** A migration is applied whatever it is called: `20250102_add_test_results.sql` tests nothing. */
const migrations =
  /(?:^|\/)(?:db\/migrate|migrations?|migrate|alembic\/versions|changelogs?|flyway|liquibase)\//i

/** What a path is for, by its folders and its name. */
export function placeOf(path: string): Place {
  const folders = path.split('/')
  const name = folders.pop() ?? ''
  if (made.test(name) || folders.some((folder) => madeFolders.test(folder))) return 'made'
  if (told.test(name)) return 'told'
  // Workflows and hooks take effect where they lie, and so do those who must review.
  if (/^\.(?:github|gitlab|circleci|husky|githooks|buildkite|woodpecker)$/.test(folders[0] ?? ''))
    return 'applied'
  const environments = isSetup.test(name)
    ? folders.findIndex((folder) => holdsEnvironments.test(folder))
    : -1
  const isEnvironment = (folder: string, place: number): boolean =>
    environments >= 0 &&
    place > environments &&
    /^(?:tests?|testing|demos?|e2e|specs?|samples?)$/i.test(folder)
  const counts = (pattern: RegExp): boolean =>
    folders.some((folder, place) => pattern.test(folder) && !isEnvironment(folder, place))
  if (counts(testFolders)) return 'test'
  if (counts(exampleFolders)) return 'example'
  return testNames.test(name) && !migrations.test(path) ? 'test' : 'applied'
}

/** Whether a path lies where migrations lie, whatever their language. */
export const isMigrationPath = (path: string): boolean => migrations.test(path)
