import type { ChangedLine } from './changed-file.ts'

const downFile =
  /(?:^|[/._-])(?:down|rollback|undo|revert|downgrade)(?:[._-][\w.-]*)?\.(?:sql|ya?ml|xml|[cm]?[jt]s|rb|py|php)$|(?:^|\/)(?:down|rollbacks?|undo|revert|downgrades?)\/|(?:^|\/)U\d[\w.]*__/i

/** Whether a migration's file only holds the way back. */
export const isWayBack = (path: string): boolean => downFile.test(path)

const down =
  /^\s*--+\s*(?:\+goose\s+down|\+migrate\s+down|migrate:down|\+\w+\s+down|down(?:\s+migration)?\b|@?undo\b|rollback\b)|^\s*\/\/\s*@UNDO|\b(?:def|func|function|void|async|public|protected|override|exports\.|const)\s+(?:\w+\s+)*?(?:self\.)?(?:down|downgrade|revert|rollback|backwards?|reverse\w*|undo\w*|unapply\w*)\b|^\s*(?:module\.)?exports\.down\b|^\s*(?:async\s+)?(?:down|revert|rollback)\s*[:(=]|<rollback\b|^\s*-?\s*rollback:|\breverse_sql\s*=|\breverse_code\s*=|\bvoid\s+Down\s*\(|\bdir\.down\b/i
const up =
  /^\s*--+\s*(?:\+goose\s+up|\+migrate\s+up|migrate:up|\+\w+\s+up|up(?:\s+migration)?\b|changeset\b)|\b(?:def|func|function|void|async|public|protected|override|exports\.|const)\s+(?:\w+\s+)*?(?:self\.)?(?:up|upgrade|apply|forwards?|change|migrate|safe_up)\b|^\s*(?:module\.)?exports\.up\b|^\s*(?:async\s+)?(?:up|change|operations)\s*[:(=]|<\/rollback>|<changeSet\b|^\s*-?\s*changeSet:|\bvoid\s+Up\s*\(|\bdir\.up\b|^\s*(?:operations|dependencies)\s*=/i
const once = /\breverse_sql\s*=|\breverse_code\s*=|^\s*--+\s*rollback\s+\S/i

/** The lines that applying a migration does not run: what follows a mark of the way back, until one of the way forth. */
export function wayBack(lines: readonly ChangedLine[], section: string): ReadonlySet<ChangedLine> {
  const back = new Set<ChangedLine>()
  let inside = down.test(section) && !once.test(section)
  for (const line of lines) {
    const single = once.test(line.text)
    if (!single && down.test(line.text)) inside = true
    else if (up.test(line.text)) inside = false
    if (inside || single) back.add(line)
  }
  return back
}
