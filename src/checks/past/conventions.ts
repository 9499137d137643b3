import { isOfCopiedRelease } from '../../domain/copied-release.ts'
import { wordsOf } from '../../domain/fact.ts'

const ci =
  /(?:^|\/)(?:\.github\/(?:workflows|actions)\/|\.circleci\/|\.gitlab-ci|\.travis\.yml|\.?appveyor\.yml|azure-pipelines|\.azure-pipelines\/|Jenkinsfile|\.buildkite\/|\.drone\.yml|\.cirrus\.yml|bitbucket-pipelines)/

/** Whether a file tells a pipeline what to run. */
export const isForCi = (path: string): boolean => ci.test(path)

const deployed =
  /(?:^|\/)(?:(?:docker-)?compose[\w.-]*\.ya?ml|(?:k8s|kubernetes|ansible|roles|playbooks|manifests|deploy(?:ment)?s?|helm|charts?)\/.*\.ya?ml)$/i

/** Whether a file tells how programs are run, ours and those of others, and with which variables. */
export const isForDeployment = (path: string): boolean => deployed.test(path)

const vendored =
  /(?:^|\/)(?:_?vendor(?:ed)?|deps|third[_-]?party|3rdparty|node_modules|bower_components|site-packages|godeps|externals?)\//i

/** Makefiles among documents, and those that programs wrote: their targets are nobody's evidence, and there all the same. */
export const mayBeSetAside =
  /(?:^|\/)(?:docs?|documentation)\/(?:[^/]+\/){0,4}(?:GNU)?[Mm]akefile$|[._](?:generated|gen)\.(?:mk|mak)$/

/** Whether a path lies in a folder of examples: what is there speaks of them alone. */
export const isOfExamples = (path: string): boolean =>
  /(?:^|\/)\.?(?:(?:\w[\w.-]*[-_])?(?:examples?|samples?)|demos?|templates?|starters?|playgrounds?)\//i.test(
    path,
  )

/** Whether a path lies among copies of what others made. */
export const isVendored = (path: string): boolean => vendored.test(path) || isOfCopiedRelease(path)

const frameworks = /^(spring|management|quarkus|micronaut|hibernate|logging)\.[\w-]+\./

/** Whether a key is one of a framework that others make: Spring Boot, Quarkus, Micronaut and Hibernate name theirs so. */
export function isOfFramework(key: string, names: readonly string[]): boolean {
  const framework = frameworks.exec(key)?.[1]
  return framework !== undefined && !names.some((name) => wordsOf(name).includes(framework))
}

const conventional =
  /^(?:package\.json|global\.json|nuget\.config|bower\.json|composer\.json|deno\.jsonc?|[jt]sconfig\.json|lerna\.json|setup\.(?:py|cfg)|pyproject\.toml|tox\.ini|pytest\.ini|manifest\.in|requirements[\w-]*\.(?:txt|in)|Pipfile|build\.gradle(?:\.kts)?|settings\.gradle(?:\.kts)?|gradle\.properties|pom\.xml|build\.sbt|Cargo\.toml|go\.mod|Gemfile|Rakefile|Berksfile|Policyfile\.rb|Brewfile|Podfile|Cartfile|Package\.swift|mix\.exs|rebar\.config|[\w-]+\.gemspec|[\w.-]+\.(?:csproj|sln)|CMakeLists\.txt|Makefile|Justfile|Taskfile\.ya?ml|Dockerfile|(?:docker-)?compose\.ya?ml|Vagrantfile|Procfile|Jenkinsfile|\.env|\.git\w+|\.editorconfig|\.dockerignore|\.npmrc|\.nvmrc|\.babelrc[\w.]*|\.eslintrc[\w.]*|\.prettierrc[\w.]*|\.pre-commit-config\.yaml|\w+\.(?:config|conf)\.[cm]?[jt]s|(?:gulp|grunt)file\.[cm]?js|(?:index|main|app|server)\.(?:[cm]?[jt]sx?|py|rb|php|html)|config\.(?:ya?ml|json|toml|rb|py)|(?:package-lock|npm-shrinkwrap|composer\.lock)\.json|(?:yarn|Cargo|poetry|uv|Gemfile|composer|Pipfile|pdm|mix)\.lock|pnpm-lock\.yaml|bun\.lockb?|go\.sum|_config\.ya?ml)$/i

/** Programs and folders that a framework lays out in every project that is begun with it. */
const laidOut =
  /^(?:\.?\/)?(?:bin\/(?:console|rails|rake|bundle|setup|dev|spring|webpack(?:-dev-server)?|importmap|jobs|kamal|thrust|brakeman|rubocop|docker-entrypoint)|artisan|manage\.py|(?:gradlew|mvnw)(?:\.(?:bat|cmd))?|vendor\/bin\/[\w-]{1,40})$|^app\/(?:assets|javascript|controllers|models|views|helpers|jobs|mailers|channels)\/?$|^(?:spec\/(?:features|models|controllers|requests|system)|config\/(?:initializers|locales|environments)|db\/migrate|lib\/tasks)\/?$/

/** Whether any project may have a file of that name: a manifest, a tool's settings, or those of the program itself. */
export const isConventional = (path: string, names: readonly string[]): boolean =>
  laidOut.test(path) ||
  (!path.includes('/') && (conventional.test(path) || isForCi(path) || isOwnSettings(path, names)))

/** Whether a framework lays the file or folder out in every project. */
export const isLaidOut = (path: string): boolean => laidOut.test(path)

/** Whether a file holds the settings of a tool that others make, as those of every project that uses it do. */
export const isToolsFile = (file: string, names: readonly string[]): boolean =>
  conventional.test(file) && !isOwnSettings(file, names)

/** Whether a path is `.acme.yml`, `acme.config.js` or `.acme/config.js`: what a program called acme looks for in its user's project. */
export function isOwnSettings(path: string, names: readonly string[]): boolean {
  const kept =
    /(?:^|\/)\.([\w-]{2,40})\/(?:config|settings)\.(?:[cm]?[jt]s|json[c5]?|ya?ml|toml)$/.exec(
      path,
    )?.[1]
  if (kept !== undefined && names.some((name) => wordsOf(name).join('') === wordsOf(kept).join('')))
    return true
  // `acme.js` is its code.
  if (/\.[cm]?[jt]s$/.test(path) && !/^\.|rc\.|\.config\./.test(path)) return false
  const stem = path
    .replace(/^\./, '')
    .replace(/(?:rc)?(?:\.config)?\.(?:ya?ml|json|toml|ini|[cm]?[jt]s)$|rc$/, '')
  return stem !== path && names.some((name) => wordsOf(name).join('') === wordsOf(stem).join(''))
}
