/** How the generated site is cut: sections of pages, each page in one of them. */
export const sectionSize = 100

/** A generated page of documentation; its neighbours are known without it. */
export interface GeneratedPage {
  readonly path: string
  readonly html: string
}

/** A small, repeatable generator of numbers from 0 to below 2^32 (mulberry32). */
const numbers = (seed: number) => {
  let state = seed >>> 0
  return (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const areas = [
  'billing',
  'catalogue',
  'delivery',
  'identity',
  'ledger',
  'mailing',
  'orders',
  'search',
]
const things = [
  ...['queue', 'worker', 'cache', 'replica', 'scheduler', 'gateway', 'exporter', 'archive'],
  ...['listener', 'balancer', 'registry', 'migrator', 'index', 'stream', 'bucket', 'token'],
]
const qualities = [
  'timeout',
  'retries',
  'batch size',
  'interval',
  'concurrency',
  'retention',
  'limit',
]
const verbs = ['drains', 'restarts', 'rebuilds', 'publishes', 'verifies', 'rotates', 'reconciles']
const whens = [
  'before the nightly settlement begins',
  'after a failed deployment has been rolled back',
  'while the standby region takes the traffic',
  'once the on-call engineer has confirmed the alert',
  'whenever the lag grows beyond what the dashboard shows in green',
  'unless the maintenance window was announced a day ahead',
]

type Pick = (below: number) => number

const one = (from: readonly string[], pick: Pick): string => from[pick(from.length)] ?? ''

const optionOf = (pick: Pick): string =>
  `${one(areas, pick)}_${one(things, pick)}_${one(qualities, pick).replace(' ', '_')}`.toUpperCase()

const sentence = (pick: Pick): string => {
  const thing = one(things, pick)
  switch (pick(5)) {
    case 0:
      return `The ${one(areas, pick)} ${thing} ${one(verbs, pick)} every record ${one(whens, pick)}.`
    case 1:
      return `Set <code>${optionOf(pick)}</code> to ${1 + pick(500)} ${one(whens, pick)}; the default is ${1 + pick(60)}.`
    case 2:
      return `Whoever changes the ${one(qualities, pick)} of the ${thing} tells the <strong>${one(areas, pick)}</strong> team, which keeps the record of it.`
    case 3:
      return `A ${thing} that ${one(verbs, pick)} too often is a sign that the ${one(qualities, pick)} is smaller than the ${one(areas, pick)} service needs at the end of a month.`
    default:
      return `Compare the ${thing}'s <em>${one(qualities, pick)}</em> with the figure in the ${one(areas, pick)} runbook ${one(whens, pick)}.`
  }
}

const paragraph = (pick: Pick): string =>
  `<p>${Array.from({ length: 2 + pick(3) }, () => sentence(pick)).join(' ')}</p>`

const code = (pick: Pick): string => {
  const [area, thing] = [one(areas, pick), one(things, pick)]
  return `<div class="highlight"><pre><code class="language-shell">kubectl --namespace ${area} get deployment ${area}-${thing}
kubectl --namespace ${area} set env deployment/${area}-${thing} ${optionOf(pick)}=${pick(900)}
kubectl --namespace ${area} rollout status deployment/${area}-${thing} --timeout=${30 + pick(300)}s
</code></pre></div>`
}

const table = (pick: Pick): string =>
  `<table>
<thead><tr><th>Option</th><th>Default</th><th>What it does</th></tr></thead>
<tbody>
${Array.from(
  { length: 4 + pick(4) },
  () =>
    `<tr><td><code>${optionOf(pick)}</code></td><td>${pick(1_000)}</td><td>How long the ${one(things, pick)} waits ${one(whens, pick)}</td></tr>`,
).join('\n')}
</tbody>
</table>`

const list = (pick: Pick): string => {
  const tag = pick(2) === 0 ? 'ol' : 'ul'
  const items = Array.from({ length: 4 + pick(3) }, () => `<li>${sentence(pick)}</li>`)
  return `<${tag}>\n${items.join('\n')}\n</${tag}>`
}

const admonition = (pick: Pick): string =>
  `<div class="admonition warning"><p class="admonition-title">Warning</p>${paragraph(pick)}</div>`

const titleOf = (number: number): string => {
  const pick = numbers(number + 77)
  return `${one(areas, pick)} ${one(things, pick)} ${one(qualities, pick)} ${number}`
}

/** The address of a page; the first page of a section introduces it. */
export const pathOf = (number: number): string => {
  if (number === 0) return '/docs/'
  const section = `/docs/section-${Math.floor(number / sectionSize)}/`
  return number % sectionSize === 0 ? section : `${section}page-${number}/`
}

const link = (number: number): string =>
  `<li class="nav__item"><a class="nav__link" href="${pathOf(number)}"><span>${titleOf(number)}</span></a></li>`

const seriesOf = (number: number, total: number): string => {
  const first = Math.floor(number / sectionSize) * sectionSize
  const sections = Array.from(
    { length: Math.ceil(total / sectionSize) },
    (_, at) => at * sectionSize,
  )
  const shown =
    number % sectionSize === 0 ? Array.from({ length: sectionSize }, (_, at) => first + at) : []
  return [...(number === 0 ? sections : []), ...shown]
    .filter((at) => at < total)
    .map(link)
    .join('\n')
}

const neighboursOf = (number: number, total: number): readonly number[] =>
  Array.from({ length: 10 }, (_, at) => (number + at - 5 + total) % total)

/** Page `number` of a site of `total`, always the same: some 15 KB with 20 links to others and the way up. */
export const pageOf = (number: number, total: number): GeneratedPage => {
  const pick = numbers(number)
  const path = pathOf(number)
  const title = titleOf(number)
  const section = pathOf(Math.floor(number / sectionSize) * sectionSize)
  const related = Array.from({ length: 10 }, () => pick(total))
  const parts = Array.from({ length: 5 }, (_, part) => {
    const id = `part-${part}`
    const kind = [code, table, list, admonition][(part + number) % 4] ?? code
    return `<h2 id="${id}">The ${one(things, pick)} and its ${one(qualities, pick)}<a class="headerlink" href="#${id}" title="Permanent link">&para;</a></h2>
${paragraph(pick)}
${kind(pick)}
<h3 id="${id}-more">${one(areas, pick)} ${one(qualities, pick)}</h3>
${paragraph(pick)}
${paragraph(pick)}
${code(pick)}`
  })
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title} - Tideway Handbook</title>
<link rel="stylesheet" href="/assets/site.css">
<script src="/assets/site.js" defer></script>
</head>
<body>
<header class="header"><a href="/docs/" title="Tideway Handbook">Tideway Handbook</a><form role="search"><input name="q" placeholder="Search"></form></header>
<nav class="nav" aria-label="Navigation"><ul>
${neighboursOf(number, total).map(link).join('\n')}
</ul></nav>
<main>
<article class="content">
<nav class="breadcrumbs"><a href="/docs/">Handbook</a> / <a href="${section}">Section</a></nav>
<h1>${title}</h1>
${parts.join('\n')}
<h2 id="related">Related pages</h2>
<ul>
${related.map((at) => `<li><a href="${pathOf(at)}">${titleOf(at)}</a></li>`).join('\n')}
</ul>
</article>
</main>
<nav class="series"><ul>
${seriesOf(number, total)}
</ul></nav>
<footer class="footer"><p>Tideway Freight, written by its engineers.</p></footer>
</body>
</html>
`
  return { path, html }
}
