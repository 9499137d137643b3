import { posix } from 'node:path'
import type { Claim } from '../domain/claim.ts'
import type { Survey } from '../domain/fact.ts'

/** Whether git is told to ignore a path, as it is said or as it is seen from a folder around the page that has where it begins. */
export function isIgnoredFrom({ page, subject }: Claim, survey: Survey): boolean {
  if (survey.isIgnored(subject)) return true
  const [first = ''] = subject.split('/')
  const around = page.slice(page.indexOf(':') + 1).split('/')
  return around
    .map((_, depth) => around.slice(0, depth).join('/'))
    .some(
      (folder) =>
        survey.paths.has(posix.join(folder, first)) &&
        survey.isIgnored(posix.join(folder, subject)),
    )
}
