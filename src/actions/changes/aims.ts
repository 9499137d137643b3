import type { ClassedCommand } from '../../domain/action.ts'
import type { Aim, Target } from '../../domain/target.ts'

const grave = /^(?:D[2-5]|X\d)$/

/**
 * Where an effect of a change is aimed: the file that shows it, by whose folders environments are told apart, and the line
 * itself. What harms nothing is aimed at nothing: it changes a text, and whoever applies that is judged then. Null for a command.
 */
export function aimOfChange(classed: ClassedCommand, command: number): Aim | null {
  const { place, argv } = classed
  if (!place) return argv.length > 0 ? null : { command, elsewhere: false, targets: [], roles: [] }
  const isGrave = grave.test(classed.class)
  const target = (kind: Target['kind'], says: string, by: string): Target => ({
    kind,
    says,
    by,
    dynamic: false,
  })
  const targets = [
    target('file', place.path, 'path'),
    ...argv.map((line) => target('name', line, 'line')),
  ]
  return { command, elsewhere: isGrave, targets: isGrave ? targets : [], roles: [] }
}
