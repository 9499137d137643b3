import type { SignInSettings } from '../../src/domain/sign-in.ts'
import { type Html, html } from './html.ts'
import { hidden } from './layout.ts'

/** What a sign-in page shows besides its fields. */
export interface SignInView {
  readonly settings: SignInSettings
  /** The word that this browser's form must carry. */
  readonly csrf: string
  /** Where to go afterwards. */
  readonly next: string
  /** What went wrong, in words. */
  readonly problem?: string
  readonly name?: string
}

export const signInPage = (view: SignInView): Html => html`
${problemOf(view)}
<p>People ask, mend pages and approve here, each as themselves. Keys and the command line never decide.</p>
${view.settings.openId === null ? null : html`<p><a class="button" href="/sign-in/openid?next=${view.next}">Sign in with ${view.settings.openId.name}</a></p>`}
${view.settings.local ? passwordForm(view) : null}`

const passwordForm = ({
  csrf,
  next,
  name = '',
}: SignInView): Html => html`<form method="post" action="/sign-in">
${hidden(csrf)}<input type="hidden" name="next" value="${next}">
<label for="name">Name</label>
<input id="name" name="name" value="${name}" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="64" autofocus>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="512">
<div><button>Sign in</button></div>
</form>
<p class="quiet">First time here, or password lost? An operator makes you a one-time code; then <a href="/sign-in/first?next=${next}">set your password</a>.</p>`

export const firstSignInPage = (view: SignInView): Html => html`
${problemOf(view)}
<p>With the one-time code that an operator gave you, set a password that you alone know.</p>
<form method="post" action="/sign-in/first">
${hidden(view.csrf)}<input type="hidden" name="next" value="${view.next}">
<label for="name">Name</label>
<input id="name" name="name" value="${view.name}" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="64" autofocus>
<label for="code">One-time code</label>
<input id="code" name="code" autocomplete="one-time-code" spellcheck="false" required maxlength="64">
<label for="password">New password</label>
<input id="password" name="password" type="password" autocomplete="new-password" required minlength="12" maxlength="256" aria-describedby="length">
<p class="hint" id="length">At least 12 characters; a few words in a row do well.</p>
<label for="again">The same again</label>
<input id="again" name="again" type="password" autocomplete="new-password" required minlength="12" maxlength="256">
<div><button>Set the password and sign in</button></div>
</form>`

const problemOf = ({ problem }: SignInView): Html | null =>
  problem === undefined ? null : html`<p class="notice bad" role="alert">${problem}</p>`
