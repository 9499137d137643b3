import { describe, expect, it } from 'vitest'
import type { SourceDocument } from '../../src/domain/document.ts'
import { aged, type WholePage } from '../../src/freshness/aged.ts'
import { readPage } from '../../src/pages/read-page.ts'
import { isSubstantive } from '../../src/values/substance.ts'
import { documentOf } from '../pages/reading.ts'

const may = '2026-05-01T00:00:00.000Z'
const june = '2026-06-01T00:00:00.000Z'
const july = '2026-07-01T00:00:00.000Z'

const text = `# Restart the worker

Drain the queue, then run \`workerctl restart\`. It takes 30 seconds.

## Roll back

Recieve the old image from the registry and deploy it with \`workerctl deploy 41\`.
`

const read = (words: string, now: string, more: Partial<SourceDocument> = {}): WholePage =>
  readPage(documentOf(words, 'markdown', more), now)

const first = aged(read(text, june, { modified: { at: may, basis: 'claimed' } }), null, june)
const later = (words: string, more: Partial<SourceDocument> = {}): WholePage =>
  aged(read(words, july, { modified: { at: july, basis: 'claimed' }, ...more }), first, july)

const changes = ({ passages }: WholePage) => passages.map(({ changed }) => changed?.at ?? null)

describe('the age of a text', () => {
  it('is at first what its source claims, and known from then on', () => {
    expect(first.page.times).toMatchObject({
      contentChanged: { at: may, basis: 'claimed' },
      firstSeen: { at: june, basis: 'observed' },
    })
    expect(first.page.visits).toEqual({ count: 1, changes: 0 })
  })

  it('is not made new by a touch, whatever date the source claims', () => {
    const touched = later(text.replace('Recieve', 'Receive').replace('Drain', '  Drain'))
    expect(touched.page.times.contentChanged?.at).toBe(may)
    expect(touched.page.times.modified?.at).toBe(july)
    expect(changes(touched)).toEqual([may, may])
    expect(touched.page.visits).toEqual({ count: 2, changes: 1 })
  })

  it('is that of the day on which we saw another, and the other sections keep theirs', () => {
    const edited = later(text.replace('30 seconds', '45 seconds'))
    expect(edited.page.times.contentChanged).toEqual({ at: july, basis: 'observed' })
    expect(changes(edited)).toEqual([july, may])
  })

  it('is what the source knows of its substance, where it tells', () => {
    const told = { contentChanged: { at: june, basis: 'claimed' } } as const
    const edited = later(text.replace('30', '45'), { told })
    expect(edited.page.times.contentChanged?.at).toBe(june)
  })

  it('stays where the same revision is only read otherwise', () => {
    const old = aged(read(text, june, { revision: '7' }), null, june)
    const again = aged(read(text.replace('30', '45'), july, { revision: '7' }), old, july, true)
    expect(again.page.times.contentChanged).toBeNull()
  })
})

describe('a change of substance', () => {
  it.each([
    ['a number', 'wait 30 seconds', 'wait 45 seconds', true],
    ['a flag', 'run it with `--force`', 'run it with `--dry-run`', true],
    ['a path', 'edit src/worker.ts', 'edit src/workers.ts', true],
    ['an identifier by one letter', 'set MAX_JOB', 'set MAX_JOBS', true],
    ['a negation', 'do restart the worker', 'do not restart the worker', true],
    ['another word', 'start the service', 'scale the service', true],
    ['a word turned round', 'it is safe to run', 'it is unsafe to run', true],
    ['before and after', 'restart it before the deploy', 'restart it after the deploy', true],
    ['a new sentence', 'Drain the queue.', 'Drain the queue. Then wait.', true],
    ['a new heading', 'Drain it.', '## Drain\n\nDrain it.', true],
    ['white space', 'Drain  the\nqueue', 'Drain the queue', false],
    ['a full stop', 'Drain the queue', 'Drain the queue.', false],
    ['emphasis', 'Drain the queue', 'Drain the **queue**', false],
    ['a capital at the start', 'drain the queue', 'Drain the queue', false],
    ['a spelling', 'recieve the image', 'receive the image', false],
    ['swapped letters', 'depoly the image', 'deploy the image', false],
    ['a doubled letter', 'it occured twice', 'it occurred twice', false],
    ['a letter left out', 'the enviroment is up', 'the environment is up', false],
    ['a vowel', 'a seperate queue', 'a separate queue', false],
    ['several words emphasised', 'drain the queue', '**drain the queue**', false],
    ['inside and outside', 'the internal address', 'the external address', true],
    ['up and down', 'increase the limit', 'decrease the limit', true],
    ['most and least', 'minimize the load', 'maximize the load', true],
    ['two words alike', 'stop the job', 'step the job', true],
    ['reader and leader', 'restart the reader', 'restart the leader', true],
    ['a tense', 'could restart', 'would restart', true],
    ['a glob', 'rm -rf /var/cache/*', 'rm -rf /var/cache/', true],
    ['a dot', 'cd ..', 'cd .', true],
    ['a private name', 'call _drain', 'call drain', true],
    ['an indent of code', '```\na:\n  b: 1\n```', '```\na:\nb: 1\n```', true],
    ['nothing', 'the same', 'the same', false],
  ])('%s', (_, before, after, expected) => {
    expect(isSubstantive(before, after)).toBe(expected)
    expect(isSubstantive(after, before)).toBe(expected)
  })

  it('is what many mended words come to', () => {
    const before = 'recieve deploied imaeg sevrice restrat'
    expect(isSubstantive(before, 'receive deployed image service restart')).toBe(true)
  })
})
