import { widens } from '../effect.ts'
import { removedLines } from './changed-file.ts'
import type { ChangeKind } from './kind.ts'

/** Who must look at what before it is merged. */
export const reviewers: ChangeKind = {
  about: 'Who must review what: CODEOWNERS, and tools that propose updates of dependencies.',
  found(file) {
    const path = file.before ?? file.path
    if (/(?:^|\/)CODEOWNERS$/.test(path)) {
      if (file.after === null)
        return [{ line: null, effect: widens('nobody must review anything any longer') }]
      const kept = new Map(
        file.hunks
          .flatMap(({ lines }) => lines.filter(({ after }) => after !== null))
          .map(({ text }) => [text.trim().split(/\s+/, 1)[0] ?? '', text]),
      )
      const wider = kept.get('*')?.includes('@') === true
      return removedLines(file).flatMap((line) => {
        const [pattern = '', ...owners] = line.text.trim().split(/\s+/)
        const next = kept.get(pattern)
        if (owners.length === 0 || wider) return []
        return next === undefined || !next.includes('@')
          ? [{ line, effect: widens(`nobody must review ${pattern} any longer`) }]
          : []
      })
    }
    const watches =
      /(?:^|\/)(?:\.github\/dependabot\.ya?ml|\.gitleaks\.toml|\.github\/settings\.ya?ml|\.github\/codeql[\w./-]*\.ya?ml|\.semgrep\.ya?ml|\.trivy\.ya?ml)$/
    return watches.test(path) && file.after === null
      ? [{ line: null, effect: widens(`takes ${path} away, which watches over the repository`) }]
      : []
  },
}
