/** The one style of all pages: no fonts, pictures or scripts; readable on a phone, by keyboard and in the dark. */
export const style = `:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --quiet: #59636e; --line: #d1d9e0; --shade: #f4f6f8; --link: #0550ae; --bad: #b3261e; --good: #1a6b34; --odd: #fff0b3; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --paper: #14171a; --quiet: #9aa4ae; --line: #353c44; --shade: #1d2126; --link: #79b8ff; --bad: #ff8f87; --good: #6fd08c; --odd: #5c4700; } }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; padding: .6rem 1.25rem; border-bottom: 1px solid var(--line); background: var(--shade); }
nav { display: flex; gap: 1rem; flex: 1; }
nav a[aria-current] { font-weight: 600; color: var(--ink); text-decoration: none; }
main { max-width: 70rem; margin: 0 auto; padding: 1.25rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .25rem 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 2rem 0 .6rem; }
h2 code { font-size: inherit; }
h3 { font-size: 1rem; margin: 1rem 0 .3rem; }
a { color: var(--link); }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .4rem; background: var(--paper); padding: .3rem .6rem; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.quiet { color: var(--quiet); }
.out { display: flex; gap: .75rem; align-items: center; margin: 0; }
pre, code, mark { font: .9rem/1.5 ui-monospace, monospace; }
pre { background: var(--shade); border: 1px solid var(--line); border-radius: 6px; padding: .8rem 1rem; margin: .5rem 0 1rem; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 30rem; overflow-y: auto; }
.word { display: inline-block; border: 1px solid var(--line); border-radius: 4px; padding: 0 .35rem; margin: 0 .25rem .25rem 0; white-space: pre-wrap; overflow-wrap: anywhere; max-width: 100%; background: var(--shade); }
mark { color: inherit; background: var(--odd); border-radius: 3px; padding: 0 .15rem; }
mark.odd { border: 1px solid var(--bad); color: var(--bad); }
blockquote { margin: .5rem 0; padding: .2rem 1rem; border-left: 3px solid var(--line); overflow-wrap: anywhere; }
blockquote.passage { white-space: pre-wrap; }
del, ins { text-decoration: none; }
del { color: var(--bad); }
ins { color: var(--good); }
figure { margin: 0 0 1rem; }
figure pre { margin-bottom: .2rem; }
details { margin: .9rem 0 0; }
summary { cursor: pointer; font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.25rem; margin: 0 0 1rem; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
caption { text-align: left; padding: 0 0 .3rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .7rem .45rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--quiet); white-space: nowrap; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
ul.plain { list-style: none; padding: 0; margin: 0; }
li.card { border: 1px solid var(--line); border-radius: 8px; padding: .8rem 1rem; margin: 0 0 .8rem; }
li.card > :first-child { margin-top: 0; }
.state { display: inline-block; border: 1px solid currentColor; border-radius: 99px; padding: 0 .6rem; font-size: .85rem; white-space: nowrap; }
.bad { color: var(--bad); }
.good { color: var(--good); }
.notice { border-left: 4px solid var(--link); background: var(--shade); padding: .6rem .9rem; margin: 0 0 1rem; }
.notice.bad { border-color: var(--bad); }
label { display: block; margin: .9rem 0 .2rem; font-weight: 600; }
.hint { color: var(--quiet); font-size: .9rem; margin: .15rem 0 0; }
input:not([type=hidden]), textarea { width: 100%; max-width: 34rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--quiet); border-radius: 6px; padding: .5rem .6rem; }
textarea { min-height: 4.5rem; }
button, a.button { display: inline-block; font: inherit; font-weight: 600; border: 1px solid transparent; border-radius: 6px; padding: .5rem 1.1rem; margin: .9rem .6rem 0 0; cursor: pointer; color: #fff; background: #0550ae; text-decoration: none; }
button.approve { background: #1a6b34; }
button.refuse { background: #b3261e; }
button.plain { background: none; color: var(--link); border-color: var(--line); margin: 0; padding: .25rem .7rem; font-weight: 400; }
@media (max-width: 40rem) { main { padding: 1rem; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } button, a.button { width: 100%; } button.plain { width: auto; } }
`
