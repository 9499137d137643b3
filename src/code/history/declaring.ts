const keyword =
  /(?:^|[\s(;{])(?:def|class|function\*?|func(?:\s*\([^)]*\))?|fn|fun|const|let|var|val|type|interface|enum|struct|trait|impl|mod|module|namespace|package|macro(?:_rules!)?|#?define|static|get|set|async|public|private|protected|internal|readonly|abstract|final|override|pub(?:\([^)]*\))?|export|default|extern|unsafe|data|local|table|column|view|message|service|rpc|ENV|ARG|alias|sub)\s+[*&]?$/
const signature = /\b(?:def|function|func|fn|fun|lambda|constructor|sub)\b|=>|\)\s*[:{]\s*$|\)\s*->/
const typed = /^\s*(?:- )?(?:[\w<>[\],.*&:?@]+\s+)+[*&]?$/
// Data names what it declares behind a few keys, on lines of their own or in braces.
const namedInData = /(?:^|[\s{,-])(?:name|namespace|image|alert|record):\s*["']?$/
const statement =
  /^\s*(?:return|await|yield|throw|new|else|case|if|in|delete|import|from|raise|assert|print|echo)\b/
const lineStart = /^[\s"'`\-*@.#&|?,{([+]*$/
// What a call does not end with: a body, a type behind the brackets, or more lines.
const opening = /[{:(,=>]\s*$|\{|\)\s*(?::|->|[\w*[(])/
const passedOn = /^\s*(?:pub use|export)\b/
const quote = /["'`]$/
// Ruby registers by symbols: `config :berth_mode`.
const symbol = /(?:^|[\s([{,]):$/
// Manifests put a constraint behind a package: `"boto3>=1.34"`, `redis[hiredis] <6`, `github.com/spf13/cobra v1.8.0`.
const constraint = /^(?:\[[^\]\n]{0,80}\])?\s{0,4}\(?(?:[<>=~!^]=?=?\s{0,4}v?\d|v\d+\.\d)/

/**
 * Whether a line may declare, read or set what stands in it, as against calling or mentioning it. Lenient: it only
 * saves the parsing of files in which nothing can be found.
 */
export function mayDeclare(line: string, form: string): boolean {
  if (/^\$?_*[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(form)) return true
  // Routes stand in strings, behind whatever serves them.
  if (form.startsWith('/') || passedOn.test(line)) return true
  for (let at = line.indexOf(form); at >= 0; at = line.indexOf(form, at + 1)) {
    const before = line.slice(0, at)
    const after = line.slice(at + form.length)
    // What stands before a dot is asked for something of its own.
    if (/[\w$]$/.test(before) || /^(?:[\w$]|\.[A-Za-z_$])/.test(after)) continue
    if (standsAlone(line, before, after) || isSet(line, before, after)) return true
  }
  return false
}

const key = /^["']?\s*(?:[:=>\]]|$)/

/** Whether a line of settings may have the last part of a name as a key, which stands alone below the others. */
export function mayBeKey(line: string, form: string): boolean {
  for (let at = line.indexOf(form); at >= 0; at = line.indexOf(form, at + 1)) {
    const isStart = !/[\w$./-]$/.test(line.slice(0, at))
    if (isStart && key.test(line.slice(at + form.length))) return true
  }
  return false
}

// At the start of a line, behind a word that declares, behind a type, in quotes, or as a flag.
function standsAlone(line: string, before: string, after: string): boolean {
  if (quote.test(before) && /^[=\s,|/<\w[{-]*["'`]/.test(after)) return true
  if (/(?:^|[^\w])--?$/.test(before) || keyword.test(before)) return true
  if (namedInData.test(before) || symbol.test(before)) return true
  if (isRequired(before, after)) return true
  const isCall = /^\s*[(<]/.test(after)
  if (lineStart.test(before)) return !isCall || opening.test(line)
  return typed.test(before) && !statement.test(before) && /^\s*(?:[;=(,{:[?]|$)/.test(after)
}

// In a manifest: alone or in quotes, or at the end of a module's path, with a constraint; the text of
// an element; or the end of a table's name.
function isRequired(before: string, after: string): boolean {
  if (/>$/.test(before) && after.startsWith('</')) return true
  if (/^\s*\[[^\]\n]{1,160}\.["']?$/.test(before) && /^["']?\]/.test(after)) return true
  return /(?:^\s*|["'`/]|\brequire\s+)$/.test(before) && constraint.test(after)
}

// Given a value, or taken as a parameter.
function isSet(line: string, before: string, after: string): boolean {
  const isArgument = before.includes('(') && /[(,]\s*$/.test(before)
  if (/^["'`\]]?\??\s*(?::(?!:)|=>|<-)/.test(after)) return true
  if (/^["'`\]]?\s*[-+|&?:]*=(?!=)/.test(after)) return !isArgument || signature.test(line)
  return /[(,{*&]\s*$/.test(before) && (signature.test(line) || /\}\s*=/.test(after))
}
