/**
 * Files whose keys are another tool's words: what a manifest, a workflow or a linter's configuration says is how this
 * code uses that tool, not what it offers.
 */
const tools =
  /(?:^|\/)\.(?:github\/(?:workflows|actions|issue_template)|gitlab|circleci|devcontainer|vscode|husky|changeset|storybook)\/|(?:^|\/)(?:deno|jsconfig|tsconfig[\w.-]*|lerna|nx|turbo|renovate|biome|cypress|jest\.config|knip|typedoc|vercel|netlify|firebase|angular|babel\.config|nodemon)\.jsonc?$|(?:^|\/)(?:poetry|pipfile|rustfmt|clippy|rust-toolchain|netlify|fly|deny|taplo|typos|book|gitleaks|mise|uv|ruff|cliff|release|wrangler|dprint)\.toml$|(?:^|\/)\.(?:gitlab-ci|travis|pre-commit-config|golangci|readthedocs|codecov|eslintrc|prettierrc|stylelintrc|markdownlint|yamllint|rubocop|mergify|goreleaser|lintstagedrc|releaserc|babelrc|swcrc|mocharc|nycrc|commitlintrc|cspell|editorconfig|hadolint|releaserc|appveyor|azure-pipelines|cirrus|drone|woodpecker)[\w.-]*$|(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$|(?:^|\/)(?:mkdocs|_config|dependabot|codecov|azure-pipelines|appveyor|bitbucket-pipelines|cloudbuild|skaffold|buf(?:\.gen|\.work)?|antora|pnpm-workspace|sonar-project|mergify|netlify|crowdin|hugo)\.(?:ya?ml|toml|json)$/i

/** The same, of files in sections. */
const toolsInSections =
  /(?:^|\/)(?:tox|pytest|mypy|alembic|babel|setup|\.?coveragerc|\.?flake8|\.?pylintrc|\.?pydocstyle|\.?isort|\.?bumpversion|\.?style\.yapf|gradle-wrapper|sonar-project|lombok|log4j2?[\w.-]*|logback[\w.-]*)(?:\.(?:ini|cfg|conf|config|properties))?$/i

/** Whether the settings of a file are those of a tool that somebody else made. */
export const isForeign = (path: string): boolean => tools.test(path) || toolsInSections.test(path)
