import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { claimKindAliases } from '../../src/domain/claim.ts'
import type { Finding } from '../../src/domain/finding.ts'
import { type Share, shareOf } from '../../src/evaluation/wilson.ts'
import { checkDocuments } from '../../src/flows/check-documents.ts'
import { packageRoot } from '../../src/package-root.ts'
import {
  askGroundings,
  groundings,
  groundingsOfQuestions,
  rightlyRefused,
  wronglyRefused,
} from '../acme/grounding.ts'
import { findingsAt, isAccused } from '../acme/matching.ts'
import { drifts, traps } from '../acme/rows.ts'
import { labels, meets } from '../real/fastify/labels.ts'
import { everyReader, openAcme } from '../support/acme.ts'
import { memoryCache } from '../support/memory-cache.ts'
import { drawQueries } from './identifiers/draw.ts'
import { lookAllUp, mrrOf } from './identifiers/measure.ts'
import { pagesOfCode } from './identifiers/passages.ts'

/** What is printed: counts with the share and its 95 % interval. */
const row = (what: string, { hits, of, share, low, high }: Share) => {
  const percent = (part: number | null): string =>
    part === null ? '' : `${(part * 100).toFixed(1)} %`
  return {
    what,
    count: `${hits}/${of}`,
    share: percent(share),
    from: percent(low),
    to: percent(high),
  }
}

type Row = ReturnType<typeof row>

/** The demonstration company, indexed, and asked what its pages answer and what they do not. */
async function askedAcme() {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-evaluation-'))
  const { plumbline, config } = await openAcme(folder)
  try {
    await plumbline.index()
    const all: Finding[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const filter = { limit: 200, ...(cursor === '' ? {} : { cursor }) }
      const part = await plumbline.findings(filter, everyReader)
      all.push(...part.items)
      cursor = part.next
    }
    const answers = await askGroundings(groundings, plumbline, config)
    const own = await askGroundings(groundingsOfQuestions, plumbline, config)
    return { findings: all, answers, own }
  } finally {
    await plumbline.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const canonical = (kind: string): string => claimKindAliases[kind] ?? kind

async function acme(): Promise<readonly Row[]> {
  const { findings, answers, own } = await askedAcme()
  const isFound = (drift: (typeof drifts)[number]): boolean =>
    findingsAt(drift, findings).some(isAccused)
  const kinds = [...new Set(drifts.map(({ kind }) => canonical(kind)))].sort()
  const recall = (kind: string) => {
    const rows = drifts.filter((drift) => canonical(drift.kind) === kind)
    return row(
      `Acme, planted drift found: ${kind}`,
      shareOf(rows.filter(isFound).length, rows.length),
    )
  }
  const accused = traps.filter((trap) => findingsAt(trap, findings).some(isAccused))
  return [
    row('Acme, planted drift found', shareOf(drifts.filter(isFound).length, drifts.length)),
    ...kinds.map(recall),
    row('Acme, traps accused', shareOf(accused.length, traps.length)),
    row('Acme, without ground and refused (bar 95 %)', rightlyRefused(answers)),
    row('  the pages speak of the matter', rightlyRefused(answers, 'near')),
    row('  no page speaks of it', rightlyRefused(answers, 'far')),
    row('Acme, with ground and refused (bar 3 %)', wronglyRefused(answers)),
    row("Acme's own questions, without ground and refused", rightlyRefused(own)),
    row("Acme's own questions, with ground and refused", wronglyRefused(own)),
  ]
}

/** The documents of fastify 4 judged by the code of fastify 5. */
async function fastify(): Promise<readonly Row[]> {
  const [older = '', newer = ''] = ['fastify-4', 'fastify-5'].map((name) =>
    join(packageRoot, 'node_modules', name),
  )
  const { findings } = await checkDocuments(
    {
      repositories: [{ id: 'fastify', versions: [older, newer] }],
      folders: [{ folder: join(older, 'docs'), home: { repository: 'fastify', prefix: 'docs' } }],
      now: '2026-11-01T00:00:00Z',
    },
    memoryCache(),
  )
  const accused = findings.filter(isAccused)
  const met = (of: 'false' | 'holds') => {
    const rows = labels.filter(({ label }) => label === of)
    const hits = rows.filter((one) => accused.some((finding) => meets(one, finding)))
    return shareOf(hits.length, rows.length)
  }
  return [
    row('fastify, false statements found', met('false')),
    row('fastify, holding statements accused', met('holds')),
  ]
}

/** Names out of real code that stand in one passage: how often that passage is first, and the mean reciprocal rank. */
async function identifiers(): Promise<readonly Row[]> {
  const pages = pagesOfCode(20)
  const looked = await lookAllUp(pages, drawQueries(pages, 40))
  return (['whole', 'question', 'parts'] as const).flatMap((form) => {
    const asked = looked.filter((one) => one.form === form)
    const { of, mean, low, high } = mrrOf(asked)
    const first = asked.filter(({ rank }) => rank === 1)
    return [
      row(`identifiers, ${form}: first`, shareOf(first.length, asked.length)),
      row(`identifiers, ${form}: MRR`, { hits: first.length, of, share: mean, low, high }),
    ]
  })
}

console.table([...(await acme()), ...(await fastify()), ...(await identifiers())])
