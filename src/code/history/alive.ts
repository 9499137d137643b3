import type { Fact, FactKind } from '../../domain/fact.ts'
import { declared, type LostName, stating } from './fitting.ts'

/** Facts of the snapshot whose subject is exactly this. */
export type About = (subject: string, kinds: readonly FactKind[]) => readonly Fact[]

/** Whether the snapshot still states a name. */
export function alive(about: About, name: LostName): boolean {
  const kinds = declared.has(name.kind) ? [...declared] : [name.kind]
  const bare = name.subject.replace(/^-+/, '')
  const spelt = new Set([name.subject, bare, `-${bare}`, `--${bare}`])
  return [...spelt].some((subject) =>
    about(subject, kinds).some((fact) => stating(name, fact.path, [fact]).length > 0),
  )
}
