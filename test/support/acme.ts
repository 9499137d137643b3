import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../src/config/config.ts'
import { type Demonstration, demonstration } from '../../src/demonstration.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { packageRoot } from '../../src/package-root.ts'
import { openPlumbline, type Plumbline } from '../../src/plumbline.ts'

/** The demonstration company, replayed into a data folder and opened. */
export interface OpenedAcme {
  readonly plumbline: Plumbline
  readonly demo: Demonstration
  readonly config: Config
}

/** Replays Acme into the folder and opens it, exactly as `serve --demo` does; nothing is indexed yet. */
export async function openAcme(data: string): Promise<OpenedAcme> {
  const demo = await demonstration({ config: null, data, port: null, color: null })
  return { plumbline: await openPlumbline(demo.config), demo, config: demo.config }
}

/** Somebody who may read everything that Acme has. */
export const everyReader: Principal = {
  id: 'test-reader',
  kind: 'person',
  scopes: ['engineer', 'operator'],
  groups: ['everyone', 'engineering', 'payments', 'sre', 'finance', 'support'].map(
    (group) => `group:${group}`,
  ),
  environments: [],
}

/** A file of corpus/acme, line by line. */
export const acmeLines = (file: string): readonly unknown[] =>
  readFileSync(join(packageRoot, 'corpus', 'acme', file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

/** `wiki/x.html` and `payments-api:docs/x.md`, as Plumbline's ids name these pages. */
export function acmePageId(page: string): string {
  const [top = '', ...below] = page.split('/')
  if (top === 'wiki' || top === 'runbooks') return `${top}:${below.join('/')}`
  const colon = page.indexOf(':')
  return `${page.slice(0, colon)}-docs:${page.slice(colon + 1)}`
}
