import { tokens } from './style-tokens.ts'

/** The one style of all pages: no fonts or pictures; readable on a phone, by keyboard and in the dark. */
export const style = `${tokens}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
header { display: flex; flex-wrap: wrap; gap: .35rem 1.75rem; align-items: center; padding: .55rem max(1.25rem, calc((100% - 67.5rem) / 2)); border-bottom: 1px solid var(--line); background: var(--shade); }
.brand { letter-spacing: -.01em; }
nav { display: flex; flex-wrap: wrap; gap: .1rem .25rem; flex: 1; }
nav a { padding: .3rem .6rem; border-radius: 6px; color: var(--ink); text-decoration: none; }
nav a:hover { background: var(--line); }
nav a[aria-current] { font-weight: 600; background: var(--paper); box-shadow: 0 0 0 1px var(--line); }
main nav { margin: 0 0 1rem -.6rem; }
main nav a[aria-current] { background: var(--shade); }
main { max-width: 70rem; margin: 0 auto; padding: 1.4rem 1.25rem 4rem; }
main > p, main > ul { max-width: 46rem; }
h1 { font-size: 1.6rem; line-height: 1.25; letter-spacing: -.015em; margin: .25rem 0 1rem; overflow-wrap: anywhere; text-wrap: balance; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 2.2rem 0 .6rem; }
h2 code { font-size: inherit; }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
p { margin: .5rem 0 .8rem; }
a { color: var(--link); text-underline-offset: .15em; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .4rem; background: var(--paper); padding: .3rem .6rem; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.quiet { color: var(--quiet); }
p.quiet, ul.quiet, td .quiet, li > .quiet { font-size: .9rem; }
.out { display: flex; gap: .75rem; align-items: center; margin: 0; font-size: .93rem; }
pre, code, mark { font: .88em/1.5 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
:not(pre) > code { background: var(--shade); border-radius: 4px; padding: .05em .3em; }
pre { background: var(--shade); border: 1px solid var(--line); border-radius: 8px; padding: .7rem .9rem; margin: .5rem 0 1rem; white-space: pre-wrap; max-height: 30rem; overflow-y: auto; }
code.lines { display: block; white-space: pre-wrap; padding: .6rem .8rem; margin: .3rem 0; }
.word { display: inline-block; border: 1px solid var(--line); border-radius: 4px; padding: 0 .35rem; margin: 0 .25rem .25rem 0; white-space: pre-wrap; max-width: 100%; background: var(--shade); }
mark { color: inherit; background: var(--odd-tint); border-radius: 3px; padding: 0 .15rem; }
mark.odd { border: 1px solid var(--bad); color: var(--bad); }
blockquote { margin: .5rem 0; padding: .1rem 1rem; border-left: 3px solid var(--line); overflow-wrap: anywhere; max-width: 46rem; }
blockquote.passage { white-space: pre-wrap; }
del, ins { text-decoration: none; display: block; margin: 0 -.9rem; padding: 0 .9rem; }
del { background: var(--bad-tint); color: var(--bad); }
ins { background: var(--good-tint); color: var(--good); }
figure { margin: .4rem 0 1rem; }
figure pre { margin-bottom: .2rem; }
figcaption { font-size: .9rem; overflow-wrap: anywhere; }
details { margin: .9rem 0 0; }
summary { cursor: pointer; font-weight: 600; padding: .15rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.5rem; margin: 0 0 1rem; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; margin: .5rem 0 1rem; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
caption { text-align: left; padding: 0 0 .4rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .9rem .45rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--quiet); }
th .quiet { font-weight: 400; }
thead th { white-space: nowrap; font-size: .85rem; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
ul, ol { padding-left: 1.3rem; margin: .4rem 0 .9rem; }
ul.plain { list-style: none; padding: 0; margin: 0; max-width: none; }
ul.rows > li { padding: .5rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
li.card { border: 1px solid var(--line); border-radius: 10px; padding: .9rem 1.1rem; margin: 0 0 .9rem; overflow-wrap: anywhere; }
li.card > :first-child { margin-top: 0; }
li.card > :last-child { margin-bottom: 0; }
.card:target { border-color: var(--link); box-shadow: 0 0 0 1px var(--link); }
.state { display: inline-block; border: 1px solid currentColor; border-radius: 99px; padding: 0 .65rem; font-size: .82rem; line-height: 1.5rem; white-space: nowrap; vertical-align: .08em; }
.ref { font: .78rem/1 ui-monospace, "DejaVu Sans Mono", monospace; border: 1px solid var(--line); border-radius: 4px; padding: .1rem .3rem; text-decoration: none; vertical-align: .12em; white-space: nowrap; }
.bad, .block { color: var(--bad); }
.good, .allow { color: var(--good); }
.odd, .warn { color: var(--odd); }
.escalate { color: var(--ask); }
.verdict { color: inherit; border: 1px solid; border-left-width: 5px; border-radius: 8px; padding: .7rem 1.1rem; margin: 0 0 1.4rem; }
.verdict > :first-child { margin-top: 0; }
.verdict > :last-child { margin-bottom: 0; }
.verdict.allow { border-color: var(--good); background: var(--good-tint); }
.verdict.warn { border-color: var(--odd); background: var(--odd-tint); }
.verdict.escalate { border-color: var(--ask); background: var(--ask-tint); }
.verdict.block { border-color: var(--bad); background: var(--bad-tint); }
.verdict .quiet { color: inherit; }
.verdict :not(pre) > code { background: none; padding: 0; }
.reasons > li { margin: .25rem 0; }
.answer { font-size: 1.06rem; max-width: 46rem; margin: 0 0 1rem; }
.answer p { white-space: pre-wrap; margin: 0 0 .7rem; overflow-wrap: anywhere; }
.pair { display: grid; gap: 0 2.5rem; }
@media (min-width: 56rem) { .pair { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
.compare { border: 1px solid var(--line); border-radius: 10px; padding: .9rem 1.1rem .4rem; margin: 0 0 .9rem; overflow-wrap: anywhere; }
.compare h3 { margin: 0 0 .4rem; }
.compare table { table-layout: fixed; }
.compare th[scope=row], .compare td:first-child { width: 9.5rem; }
.changed { background: var(--odd-tint); box-shadow: 0 0 0 3px var(--odd-tint); border-radius: 2px; font-weight: 600; }
.statements > li { margin: .5rem 0; max-width: 46rem; overflow-wrap: anywhere; }
.statements > li > div { white-space: pre-wrap; }
svg.graph { display: block; font: 13px system-ui, sans-serif; }
svg text { fill: var(--ink); }
svg .head, svg .note { fill: var(--quiet); font-size: 11.5px; }
svg.graph rect { fill: var(--shade); stroke: var(--line); }
svg.graph .good rect { fill: var(--good-tint); stroke: var(--good); }
svg.graph .odd rect { fill: var(--odd-tint); stroke: var(--odd); }
svg.graph .bad rect { fill: var(--bad-tint); stroke: var(--bad); }
svg.graph path { fill: none; stroke: var(--quiet); stroke-width: 1.2; opacity: .7; }
svg.plot { display: block; width: 100%; max-width: 44rem; font: 13px system-ui, sans-serif; }
svg.plot text { fill: var(--quiet); }
svg.plot .grid { stroke: var(--line); fill: none; }
svg .area { stroke: var(--paper); stroke-width: 1; }
svg.bar { display: block; width: 8rem; height: .55rem; margin-top: .5rem; border-radius: 3px; }
svg.swatch { width: .8rem; height: .8rem; vertical-align: -.05em; }
.plot .bad, .bar .bad, .swatch .bad { fill: var(--plot-bad); }
.plot .odd, .bar .odd, .swatch .odd { fill: var(--plot-odd); }
.plot .good, .bar .good, .swatch .good { fill: var(--plot-good); }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; list-style: none; padding: 0; font-size: .9rem; }
.against { border-left: 3px solid var(--bad); padding-left: .9rem; margin: .7rem 0 0; }
.against.moved { border-color: var(--odd); }
.notice { border-left: 4px solid var(--link); background: var(--shade); padding: .6rem .9rem; margin: 0 0 1rem; }
.notice.bad { border-color: var(--bad); }
form.ask { max-width: 46rem; }
fieldset { border: 0; padding: 0; margin: .9rem 0 0; display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; }
legend { font-weight: 600; padding: 0; margin: 0 0 .2rem; }
label { display: block; margin: .9rem 0 .2rem; font-weight: 600; }
fieldset label { margin: 0; font-weight: 400; }
.hint { color: var(--quiet); font-size: .9rem; margin: .15rem 0 0; }
input:not([type=hidden], [type=radio]), textarea, select { width: 100%; max-width: 34rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--quiet); border-radius: 8px; padding: .5rem .7rem; }
form.ask textarea { max-width: none; min-height: 3.6rem; }
textarea { min-height: 4.5rem; }
input[type=radio] { accent-color: var(--act); margin: 0 .3rem 0 0; }
button, a.button { display: inline-block; font: inherit; font-weight: 600; border: 1px solid transparent; border-radius: 8px; padding: .5rem 1.2rem; margin: .9rem .6rem 0 0; cursor: pointer; color: #fff; background: var(--act); text-decoration: none; }
button:hover, a.button:hover { filter: brightness(1.1); }
button.approve { background: #1a6b34; }
button.refuse { background: #b3261e; }
button.plain { background: none; color: var(--link); border-color: var(--line); margin: 0; padding: .2rem .7rem; font-weight: 400; }
td form { margin: 0; }
time, .day { white-space: nowrap; }
nav ul.plain { display: flex; flex-wrap: wrap; gap: .1rem .25rem; }
td button.plain { white-space: nowrap; }
@media (max-width: 40rem) {
  main { padding: 1rem 1rem 3rem; }
  header { padding: .5rem 1rem; }
  nav { order: 3; flex-basis: 100%; margin-left: -.6rem; }
  .out { margin-left: auto; }
  h1 { font-size: 1.35rem; }
  .compare th[scope=row], .compare td:first-child { width: 5.8rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .5rem; }
  button, a.button { width: 100%; margin-right: 0; }
  button.plain { width: auto; }
}
`
