import type { Session } from '../../src/domain/sign-in.ts'
import { mayCall } from '../authentication.ts'
import { mayReport, mayReview } from '../who-may.ts'
import { type Html, html, plainly } from './html.ts'

/** The parts of Plumbline, as people go from one to another, and who may open them where not everybody may. */
const parts = [
  ['/', 'Ask', null],
  ['/reports', 'Reports', mayReport],
  ['/approvals', 'Approvals', null],
  ['/reviews', 'Reviews', mayReview],
  ['/explain', 'Explain', null],
  ['/health', 'Health', null],
  ['/crawls', 'Crawls', ['operator']],
  ['/notices', 'Notices', null],
] as const
type Part = (typeof parts)[number][0]

/** One page for people. */
export interface Page {
  readonly title: string
  readonly main: Html
  readonly session?: Pick<Session, 'person' | 'csrf'> | null
  /** The part of Plumbline that it belongs to. */
  readonly at?: Part
  /** Whether it shows work as it goes on, where scripts run. */
  readonly isLive?: true
  /** Where the browser goes on to by itself, at once. */
  readonly onTo?: string
}

const policy =
  "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

/** Of pages that show work as it goes on: our own script, and what it asks us. */
export const livePolicy = `${policy}; script-src 'self'; connect-src 'self'`

/** What pages of our own may load: their style, and nothing of anybody else's. `same-origin`: a form must say where it is from. */
export const pageHeaders = {
  'content-security-policy': policy,
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

export const layout = ({ title, main, session = null, at, isLive, onTo }: Page): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${onTo === undefined ? null : html`<meta http-equiv="refresh" content="0;url=${onTo}">`}
<title>${title} · Plumbline</title>
<link rel="stylesheet" href="/ui/style.css">
${isLive ? html`<script src="/ui/live.js" defer></script>` : null}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<strong class="brand">Plumbline</strong>
${session === null ? null : top(session, at)}
</header>
<main id="main">
<h1>${plainly(title)}</h1>
${main}
</main>
</body>
</html>
`.text

const top = (
  { person, csrf }: Pick<Session, 'person' | 'csrf'>,
  at: Page['at'],
): Html => html`<nav aria-label="Pages">
${partsFor(person).map(([to, text]) => link(to, text, at))}
</nav>
<form class="out" method="post" action="/sign-out">
${hidden(csrf)}<span>${person.id}</span> <button class="plain">Sign out</button>
</form>`

const partsFor = (person: Session['person']): readonly (typeof parts)[number][] =>
  parts.filter(([, , who]) => who === null || mayCall(who, person))

const link = (to: Part, text: string, at: Page['at']): Html =>
  to === at
    ? html`<a href="${to}" aria-current="page">${text}</a>`
    : html`<a href="${to}">${text}</a>`

/** The word that every form of a session carries. */
export const hidden = (csrf: string): Html =>
  html`<input type="hidden" name="csrf" value="${csrf}">`
