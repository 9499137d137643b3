/** Files by which a gate is set up, told and remembered: Plumbline's own, and the settings and hooks of the agents that call it. */
const files = [
  // Plumbline: configuration, policies, keys, database, log, unit, and the installed program itself.
  'plumbline[\\w.-]*\\.(?:ya?ml|db|sqlite3?|log|jsonl|service|pem|key)',
  '\\.plumbline(?:/.*)?',
  '(?:etc|var/lib|var/log|opt)/plumbline(?:/.*)?',
  '(?:s?bin|\\.bin)/plumbline[\\w-]*',
  'node_modules/plumbline(?:/.*)?',
  // Claude Code, Codex, Gemini CLI: code.claude.com/docs/en/settings, developers.openai.com/codex/config, geminicli.com/docs.
  '\\.claude/(?:settings[\\w.]*\\.json|hooks(?:/.*)?)',
  '\\.claude\\.json',
  '\\.codex/(?:config\\.toml|[\\w-]+\\.config\\.toml|hooks(?:\\.json|/.*)?|rules(?:/.*)?|requirements\\.toml)',
  '\\.gemini/(?:settings\\.json|hooks(?:/.*)?|policies(?:/.*)?|trusted\\w*\\.json)',
  '(?:etc/(?:claude-code|codex|gemini-cli)|ClaudeCode)(?:/.*)?',
  'managed-(?:settings|config)\\.(?:json|toml)',
  // What git runs by itself.
  '\\.git/hooks(?:/.*)?',
  '\\.husky(?:/.*)?',
].join('|')
/** Folders that hold them: who removes or moves one takes its files along. */
const folders = '\\.(?:claude|codex|gemini)'

const asPath = new RegExp(`(?:^|[/=])(?:${files})/?$`, 'i')
const asFolder = new RegExp(`(?:^|[/=])${folders}/?(?:\\*|\\.)?$`, 'i')
/** Inside code the name of a file ends with its quotes. */
const inCode = new RegExp(
  `(?:^|[\\s/='"\`(<>|,])(?:${files.replaceAll('/.*', '/[^\\s\'"`]*')})(?![\\w.-])`,
  'i',
)

/** `join(home, '.claude', name)`: code puts paths together from pieces. */
const asPiece = new RegExp(`['"\`](?:[^'"\`\\n]*/)?(?:${folders}|\\.plumbline)/?['"\`]`)

/** Whether a path, or a pattern of the shell, is one of the gate's own files, or of an agent's settings. */
export const isGuarded = (path: string): boolean =>
  path.length <= 4_096 && (asPath.test(tidy(path)) || couldBeGuarded(path))

/** Whether a path is a folder that holds such files. */
export const holdsGuarded = (path: string): boolean =>
  path.length <= 4_096 && asFolder.test(tidy(path))

/** Whether code in some language names such a file. */
export const namesGuarded = (code: string): boolean => inCode.test(code) || asPiece.test(code)

const examples = (
  '.claude/settings.json .claude/settings.local.json .claude/hooks .codex/config.toml .codex/hooks.json .codex/rules ' +
  '.gemini/settings.json .gemini/hooks .git/hooks .claude .codex .gemini .husky .plumbline plumbline.yaml plumbline.yml'
).split(' ')

const wild = /[*?[\]{}$`]/

/** `.claude/*`, `.claude/set*`, `.cla?de`, `.claude/$FILE`: what a shell would expand to a guarded file. */
function couldBeGuarded(path: string): boolean {
  if (!wild.test(path)) return false
  const parts = tidy(path).split('/')
  return examples.some((example) => {
    const wanted = example.split('/')
    const last = parts.slice(-wanted.length)
    return (
      last.length === wanted.length &&
      // A pattern that says too little of the name is everybody's.
      literalsOf(last[0] ?? '')
        .join('')
        .replaceAll(/[^a-z]/gi, '').length >= 3 &&
      wanted.every((part, place) => expands(last[place] ?? '', part))
    )
  })
}

const literalsOf = (pattern: string): readonly string[] =>
  pattern.split(/\$\{[^}]*\}|\$\w+|\[[^\]]*\]|\{[^}]*\}|[*?$`{}[\]]+/)

function expands(pattern: string, name: string): boolean {
  if (!wild.test(pattern)) return pattern.toLowerCase() === name
  const pieces = literalsOf(pattern.toLowerCase())
  const [first = '', ...more] = pieces
  const last = more.pop() ?? ''
  if (!name.startsWith(first)) return false
  let from = first.length
  for (const piece of more) {
    const place = name.indexOf(piece, from)
    if (place < 0) return false
    from = place + piece.length
  }
  return name.length - last.length >= from && name.endsWith(last)
}

/** `a//b`, `a/./b` and `a/x/../b` are the same file; what a shell would still expand stays as it is. */
function tidy(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '.' || (part === '' && parts.length > 0)) continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/') + (path.endsWith('/') ? '/' : '')
}

const name = /(?:^|[/:@.=])plumbline(?:d|-gate|-server|\.service)?$/i

/** Whether a word names Plumbline: its program, its process, its service, its container. */
export const isSelf = (word: string): boolean => name.test(word)

/** An environment variable that tells the gate something. */
export const isSetting = (text: string): boolean => /^PLUMBLINE_\w*(?:=|$)/.test(text)
