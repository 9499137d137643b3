import type { Format, Stated } from '../extractor.ts'
import { imageFact } from './kubernetes/images.ts'

const stage = /^[ \t]*stage[ \t]*\(?[ \t]*(["'])([^"'\n$]{1,120})\1/gm
const cron = /\bcron[ \t]*\([ \t]*(["'])([^"'\n]{1,120})\1/g
const image = /^[ \t]*image[ \t]+(["'])([^"'\n]{1,200})\1/gm

/** Jenkinsfiles, read as text: stages, schedules and images. */
export const jenkinsfile: Format = {
  about: 'A Jenkinsfile states stages, schedules and images.',
  states: ['resource', 'schedule', 'image'],
  reads: (path) => /(?:^|\/)Jenkinsfile(?:\.[\w-]+)?$|\.jenkinsfile$/i.test(path),

  *facts({ path, text }): Iterable<Stated> {
    for (const found of text.matchAll(stage))
      yield {
        kind: 'resource',
        subject: found[2] ?? '',
        owner: 'stage',
        role: 'object',
        at: found.index,
      }
    for (const found of text.matchAll(cron))
      yield {
        kind: 'schedule',
        subject: path.slice(path.lastIndexOf('/') + 1),
        owner: 'pipeline',
        role: 'schedule',
        value: found[2] ?? null,
        at: found.index,
      }
    for (const found of text.matchAll(image)) yield* imageFact(found[2] ?? null, path, found.index)
  },
}
