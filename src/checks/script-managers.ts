/** A package manager other than npm and its kin: how a page calls it, and which manifests hold its scripts. */
export interface ScriptManager {
  readonly name: string
  /** The script's name is the first group. */
  readonly call: RegExp
  readonly manifests: RegExp
}

const start = String.raw`(?:^|[\s;&|(\x60])`
const script = String.raw`([A-Za-z][\w:./-]{0,80})`
const flags = String.raw`(?:\s+-{1,2}[\w-]+(?:=\S+)?){0,5}`

/** Programs that every environment has, so that running them says nothing of scripts. */
export const ofEnvironment: ReadonlySet<string> = new Set(
  'python python3 pip pytest ipython bash sh coverage black ruff mypy flake8 isort sphinx-build pre-commit tox nox make alembic uvicorn gunicorn flask django-admin jupyter mkdocs towncrier twine celery'.split(
    ' ',
  ),
)

export const otherManagers: readonly ScriptManager[] = [
  {
    name: 'composer',
    call: new RegExp(
      String.raw`${start}composer${flags}\s+(?:run-script|run)${flags}\s+${script}`,
      'g',
    ),
    manifests: /(?:^|\/)composer\.json$/,
  },
  {
    name: 'deno',
    call: new RegExp(String.raw`${start}deno\s+task${flags}\s+${script}`, 'g'),
    manifests: /(?:^|\/)(?:deno\.jsonc?|package\.json)$/,
  },
  {
    name: 'hatch',
    call: new RegExp(String.raw`${start}hatch${flags}\s+run\s+(?:[\w.-]{1,40}:)?${script}`, 'g'),
    manifests: /(?:^|\/)(?:pyproject|hatch)\.toml$/,
  },
  ...['poetry', 'uv', 'pdm', 'rye', 'pixi'].map((name) => ({
    name,
    call: new RegExp(String.raw`${start}${name}\s+run${flags}\s+${script}`, 'g'),
    manifests: /(?:^|\/)pyproject\.toml$/,
  })),
  {
    name: 'npm',
    call: new RegExp(
      String.raw`${start}(?:rushx|(?:npx\s+)?lerna\s+run|yarn\s+workspaces?\s+(?:foreach${flags}\s+|[@\w/.-]{1,80}\s+)?run)${flags}\s+${script}`,
      'g',
    ),
    manifests: /(?:^|\/)package\.json$/,
  },
]
