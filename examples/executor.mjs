#!/usr/bin/env node
// Runs one command, and only with a receipt of Plumbline that allows exactly that: node executor.mjs RECEIPT -- COMMAND [ARGUMENT…]
// Give this account, and no agent, the rights to run what it runs. Whatever goes wrong here, nothing is run.
//   EXECUTOR_KEYS                                 a copy of /.well-known/jwks.json: the keys that we trust
//   EXECUTOR_AS EXECUTOR_ROLE EXECUTOR_ENVIRONMENT  who we are, in which role (if any), and where
//   EXECUTOR_SERVER EXECUTOR_KEY                  where, and with which key, to ask whether a receipt still stands
//   EXECUTOR_NONCES                               a folder of ours that remembers the receipts that were used
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandOf, envelopeIn, keysIn, mayRun } from 'plumbline/receipts'

const setting = (name) => {
  if (process.env[name]) return process.env[name]
  throw new Error(`${name} is not set`)
}

/** Whether the receipt still stands: what turned since it was signed cannot be seen offline. */
async function askStatus(id) {
  const reply = await fetch(`${setting('EXECUTOR_SERVER')}/v1/receipts/${id}/status`, {
    headers: { authorization: `Bearer ${setting('EXECUTOR_KEY')}` },
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  })
  if (reply.status !== 200) throw new Error(`its status cannot be had (${reply.status})`)
  const { id: about, status, because } = await reply.json()
  if (about !== id || status !== 'valid') throw new Error(`it is ${status}: ${because}`)
}

/** Made only where it is not there yet: of two that come at once, one runs. It is used up even if what follows fails. */
function useUp({ id, nonce }) {
  const folder = setting('EXECUTOR_NONCES')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const name = createHash('sha256').update(nonce).digest('hex')
  writeFileSync(join(folder, name), id, { flag: 'wx', flush: true })
}

try {
  const [file, dashes, ...argv] = process.argv.slice(2)
  if (dashes !== '--' || argv.length === 0) throw new Error('usage: RECEIPT -- COMMAND [ARGUMENT…]')
  const action = {
    command: commandOf(argv),
    workingDirectory: process.cwd(),
    target: { environment: setting('EXECUTOR_ENVIRONMENT') },
    role: process.env.EXECUTOR_ROLE ?? null,
    principal: setting('EXECUTOR_AS'),
  }
  const keys = keysIn(readFileSync(setting('EXECUTOR_KEYS'), 'utf8'), 'EXECUTOR_KEYS')
  const envelope = envelopeIn(readFileSync(file, 'utf8'), file)
  const checked = mayRun(envelope, action, { keys, now: new Date().toISOString() })
  if (!checked.allowed) throw new Error(checked.because.join('; '))
  await askStatus(checked.content.id)
  useUp(checked.content)
  // No shell: what was checked is what runs.
  const child = spawn(argv[0], argv.slice(1), { stdio: 'inherit' })
  child.on('exit', (code) => process.exit(code ?? 1))
  child.on('error', ({ message }) => {
    console.error(message)
    process.exit(127)
  })
} catch (error) {
  console.error(`refused: ${error.code === 'EEXIST' ? 'it was used before' : error.message}`)
  process.exitCode = 77
}
