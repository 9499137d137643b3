import {
  exampleOf,
  headers,
  type Operation,
  type Parameter,
  parameters,
  tagOf,
} from '../openapi.ts'
import { type Html, html } from './html.ts'
import { layout } from './layout.ts'

/** The HTTP API for people to read: every route, who may call it, what it takes and an example of what comes back. */
export function docsPage(operations: readonly Operation[]): string {
  const tags = [...new Set(operations.map(tagOf))]
  const main = html`<p>The whole contract, for programs: <a href="/openapi.json">openapi.json</a>. Send <code>Authorization: Bearer plk_…</code>; take every status but 200 for a refusal, and read <code>verdict.decision</code> before anything else.</p>
<nav aria-label="Routes"><ul class="plain">${tags.map((tag) => html`<li><a href="#${tag}">${tag}</a></li>`)}</ul></nav>
${tags.map((tag) =>
  section(
    tag,
    operations.filter((operation) => tagOf(operation) === tag),
  ),
)}`
  return layout({ title: 'HTTP API', main })
}

const section = (tag: string, operations: readonly Operation[]): Html => html`<section>
<h2 id="${tag}">${tag}</h2>
${operations.map(described)}
</section>`

const described = (operation: Operation): Html => html`<details>
<summary><code>${operation.method.toUpperCase()} ${operation.path}</code> <span class="quiet">${operation.summary}</span></summary>
<p>For ${callers(operation)}.</p>
${parameterTable(operation)}
${example('A request, for example', operation.example)}
${example('A reply, for example', operation.text?.example ?? exampleOf(operation))}
</details>`

function callers({ access }: Operation): string {
  if (access === 'public') return 'anybody'
  if (access === 'session') return 'a person who signed in'
  return access === 'any-key' ? 'any key' : `keys with the scope ${access.join(' or ')}`
}

function parameterTable(operation: Operation): Html | null {
  const { params, query } = operation
  const rows = [
    ...parameters('path', params),
    ...parameters('query', query),
    ...headers(operation),
  ].map(rowOf)
  if (rows.length === 0) return null
  return html`<div class="scroll" role="region" aria-label="Parameters" tabindex="0"><table>
<caption>Parameters</caption>
<thead><tr><th scope="col">name</th><th scope="col">in</th><th scope="col">needed</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>`
}

const rowOf = ({ name, in: place, required }: Parameter): Html =>
  html`<tr><td><code>${name}</code></td><td>${place}</td><td>${required ? 'yes' : 'no'}</td></tr>`

const example = (caption: string, value: unknown): Html | null =>
  value === undefined
    ? null
    : html`<p class="quiet">${caption}</p><pre tabindex="0">${
        typeof value === 'string' ? value : JSON.stringify(value, null, 2)
      }</pre>`
