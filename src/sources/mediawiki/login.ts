import { PlumblineError } from '../../domain/errors.ts'
import type { Credentials } from '../source.ts'
import type { Answer, Api, Parameters } from './api.ts'
import { clientLoginReply, loginReply, readReply, tokens } from './replies.ts'

/** A session may end while a crawl goes on; one that never lasts is a fault. */
const mostLogins = 20

/** The same wiki, asked as somebody: logged in first, and once more when the session is over. */
export const loggedIn = async (api: Api, credentials: Credentials): Promise<Api> => {
  let session = 0
  let underWay: Promise<void> | null = null
  const enter = async (seen: number): Promise<void> => {
    if (seen !== session) return
    if (session === mostLogins)
      throw new PlumblineError(
        'source.refused',
        `${api.address} forgets again and again who is logged in`,
      )
    underWay ??= logIn(api, credentials).finally(() => {
      session += 1
      underWay = null
    })
    await underWay
  }
  await enter(0)
  const ask = async (parameters: Parameters): Promise<Answer> => {
    const seen = session
    // Without it the wiki would answer whoever lost the session as it answers everybody.
    const asserted = { assert: 'user', ...parameters }
    const answer = await api.ask(asserted)
    if (answer.is === 'answer' || answer.code !== 'assertuserfailed') return answer
    await enter(seen)
    return api.ask(asserted)
  }
  return { ...api, ask }
}

const loginNeeded = (address: string): string =>
  `${address}: only those who log in may read this wiki; set user and passwordFrom, best those of a bot password (Special:BotPasswords)`

const logIn = async (api: Api, { user, password }: Credentials): Promise<void> => {
  if (user === undefined || password === undefined)
    throw new PlumblineError('source.refused', loginNeeded(api.address))
  const asked = await api.ask({ action: 'query', meta: 'tokens', type: 'login' })
  if (asked.is === 'refusal') throw refused(api, user, asked.code)
  const token = readReply(tokens, asked.json, api.address).query.tokens.logintoken
  // A bot password's name is that of its account, an @ and its own.
  const isBot = user.includes('@')
  if (!isBot && (await clientLogin(api, { user, password, token }))) return
  const answer = await api.tell({
    action: 'login',
    lgname: user,
    lgpassword: password,
    lgtoken: token,
  })
  if (answer.is === 'refusal') throw refused(api, user, answer.code)
  const { result } = readReply(loginReply, answer.json, api.address).login
  if (result !== 'Success') throw refused(api, user, result)
}

/** Whether an account's own password opened the wiki; false where the wiki is too old to know this way. */
const clientLogin = async (
  api: Api,
  {
    user,
    password,
    token,
  }: { readonly user: string; readonly password: string; readonly token: string },
): Promise<boolean> => {
  const answer = await api.tell({
    action: 'clientlogin',
    username: user,
    password,
    logintoken: token,
    loginreturnurl: new URL(api.address).origin,
  })
  if (answer.is === 'refusal') {
    if (answer.code === 'badvalue' || answer.code === 'unknown_action') return false
    throw refused(api, user, answer.code)
  }
  const { status, messagecode } = readReply(clientLoginReply, answer.json, api.address).clientlogin
  if (status === 'PASS') return true
  throw refused(api, user, messagecode ?? status)
}

/** The wiki's own words may repeat what was sent: its code alone is told. */
const refused = ({ address }: Api, user: string, code: string): PlumblineError =>
  new PlumblineError(
    'source.refused',
    `${address} did not let ${user} in (${code.replace(/[^\w-]/g, '').slice(0, 60)}); set user and passwordFrom, best those of a bot password (Special:BotPasswords)`,
  )
