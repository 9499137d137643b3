import type { ChangedLine } from './changed-file.ts'
import { nearby, type Spot } from './enclosure.ts'

/** A line that gives something a value: `deletion_protection = true`, `"PubliclyAccessible": false,`, `- prune: true`. */
export interface Setting {
  /** As written. */
  readonly key: string
  /** In small letters and digits alone, so that `deletionProtection` and `deletion_protection` are one. */
  readonly name: string
  /** Without quotes and the comma behind it. */
  readonly value: string
}

const setting =
  /^\s*(?:-\s+)?(?:export\s+|const\s+|final\s+|ENV\s+)?["']?([A-Za-z_$][\w.$/-]{0,120})["']?\s*(?:=>|:=|=(?!=)|:(?![:=]))\s*(.*)$/

/** Reads a line as a setting, whatever its language; null when it is none. */
export function settingOf(text: string): Setting | null {
  const found = setting.exec(text)
  if (!found) return null
  const [, key = '', rest = ''] = found
  const value = rest
    .replace(/\s+(?:#|\/\/)\s.*$/, '')
    .trim()
    .replace(/[,;]$/, '')
    .trim()
  return {
    key,
    name: plainName(key),
    value: /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value,
  }
}

const read = new WeakMap<ChangedLine, Setting | null>()

/** The same of a line that is looked at again and again. */
export function settingIn(line: ChangedLine): Setting | null {
  const known = read.get(line)
  if (known !== undefined) return known
  const setting = settingOf(line.text)
  read.set(line, setting)
  return setting
}

/** The last part of a key, in small letters and digits. */
export const plainName = (key: string): string =>
  (key.split(/[./]/).at(-1) ?? key).toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** Whether a value is known from its text: no variable, no call, no template. */
export const isLiteral = (value: string): boolean =>
  !/\$\{|\$\(|\{\{|^(?:var|local|module|data|each|self|config|this|props|process|env|params?|values)\b|\(/i.test(
    value,
  )

/** The lines that take a setting's place: those added near it that set the same. */
export const successors = (spot: Spot, { name }: Setting): readonly ChangedLine[] =>
  nearby(spot.hunk, spot.line).filter(
    (line) => line.kind === 'added' && settingIn(line)?.name === name,
  )

/** The lines whose place a setting takes. */
export const predecessors = (spot: Spot, { name }: Setting): readonly ChangedLine[] =>
  nearby(spot.hunk, spot.line).filter(
    (line) => line.kind === 'removed' && settingIn(line)?.name === name,
  )
