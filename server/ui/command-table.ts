import type { ClassedCommand } from '../../src/domain/action.ts'
import { exactly, type Html, html } from './html.ts'
import { classWords, reachWords, reversibleWords } from './words.ts'

/** Commands as Plumbline reads them, and what each does. */
export type ShownCommand = Pick<
  ClassedCommand,
  'argv' | 'class' | 'reach' | 'reversible' | 'effect' | 'unknownProgram' | 'place'
>

export const commandTable = (
  commands: readonly ShownCommand[],
): Html => html`<div class="scroll" role="region" aria-label="Commands" tabindex="0"><table>
<caption class="quiet">As Plumbline reads it: each word in a box of its own</caption>
<thead><tr><th scope="col">Command</th><th scope="col">What it does</th><th scope="col">Reach</th><th scope="col">Can be undone</th></tr></thead>
<tbody>${commands.map(
  (one) => html`<tr>
<td>${placeOf(one)}${one.argv.map((word) => html`<code class="word">${exactly(word)}</code>`)}</td>
<td>${exactly(one.effect)}<br><span class="quiet">${one.class}: ${classWords[one.class]}${one.unknownProgram ? '; a guess, the program is not known' : ''}</span></td>
<td>${reachWords[one.reach]}</td>
<td>${reversibleWords[one.reversible]}</td>
</tr>`,
)}</tbody></table></div>`

/** What of an action could not be seen, where anything could not. */
export const unseenParts = (unseen: readonly string[]): Html | null =>
  unseen.length === 0
    ? null
    : html`<p class="notice bad">Parts of it cannot be seen: ${unseen.map((part, index) => html`${index === 0 ? '' : '; '}${exactly(part)}`)}</p>`

/** Where a change shows its effect. */
const placeOf = ({ place }: ShownCommand): Html | null =>
  place
    ? html`<span class="quiet">${exactly(place.path)}${place.line === null ? '' : `:${place.line}`}${place.side === 'before' ? ', as it was' : ''}</span><br>`
    : null
