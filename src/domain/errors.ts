/** Every fault that a user can meet: its code, its HTTP status, and what to do next. */
export const errorTable = {
  'config.unreadable': {
    status: 500,
    next: 'mend plumbline.yaml; `plumbline init --print` shows a fresh one',
  },
  'config.missing': { status: 500, next: 'run `plumbline init`, or name a file with --config' },
  'input.invalid': { status: 400, next: 'correct the field that the message names' },
  'input.not-found': { status: 404, next: 'check the path or the id' },
  'output.unwritable': {
    status: 500,
    next: 'name a file in a folder that exists and may be written',
  },
  'git.not-a-repository': {
    status: 400,
    next: 'run inside a git repository, or name one with --repo',
  },
  'git.no-common-commit': {
    status: 400,
    next: 'name a revision that this one grew from, or fetch the history between the two',
  },
  'git.no-commits': { status: 400, next: 'commit something first' },
  'git.unknown-revision': {
    status: 400,
    next: 'name a commit, a branch or a tag that exists; `git fetch` if it is new',
  },
  'git.failed': { status: 500, next: 'run the git command of the message by hand to see more' },
  'source.unreadable': { status: 500, next: 'check that the folder exists and may be read' },
  'source.unreachable': {
    status: 502,
    next: 'check the address, the network and the server; what was read before is kept with its age',
  },
  'source.busy': {
    status: 503,
    next: 'crawl again after the time of the message, or ask for less at once',
  },
  'source.refused': {
    status: 500,
    next: "correct the source's address, or set what the message names",
  },
  'source.elsewhere': {
    status: 502,
    next: "name the host among the source's hosts if it is yours",
  },
  'source.too-slow': {
    status: 504,
    next: 'ask when the server has less to do, or raise the bound that the message names',
  },
  'source.too-large': {
    status: 502,
    next: 'leave the page out, or raise the bound that the message names',
  },
  'source.malformed': {
    status: 502,
    next: 'open the address in a browser; tell whoever keeps the server',
  },
  'store.corrupt': {
    status: 500,
    next: 'keep the file of the message, and go on with a backup; from a fresh one pages and code are read anew, but approvals, receipts, passwords and the audit log do not come back',
  },
  'audit.missing': {
    status: 500,
    next: 'do not go on: keep the file, those beside it and the checkpoints as they are for whoever looks into it; then restore a backup that `plumbline audit verify` finds sound',
  },
  'store.locked': { status: 503, next: 'stop the other Plumbline that holds the file, or wait' },
  'store.unwritable': {
    status: 500,
    next: 'check that the folder of the message exists, may be written and has room',
  },
  'store.other-space': {
    status: 500,
    next: 'nothing was stored or searched: let Plumbline make the vectors anew with the model that is configured',
  },
  'store.newer': { status: 500, next: 'upgrade Plumbline, or move the file away' },
  'host.not-permitted': {
    status: 403,
    next: 'give the token what the message names, and run it again; what was checked stands',
  },
  'host.failed': {
    status: 502,
    next: 'run it again later; where it stays, look at the status page of the host, or ask who keeps it',
  },
  'model.missing': {
    status: 500,
    next: 'run the command of the message, or take the model out of plumbline.yaml',
  },
  'model.unusable': {
    status: 500,
    next: 'correct the entry under `models` that the message names',
  },
  'model.refused': {
    status: 500,
    next: "check the model's key, name and address in plumbline.yaml",
  },
  'model.unreachable': {
    status: 502,
    next: "check the model's address, the network and that its server runs",
  },
  'model.busy': {
    status: 503,
    next: 'ask again after the time of the message, or ask the model for less at once',
  },
  'model.too-slow': {
    status: 504,
    next: 'ask when the model has less to do, or raise its timeoutSeconds',
  },
  'model.failed': {
    status: 502,
    next: "look into the log of the model's server; check that the model is of the kind that the entry says",
  },
  'server.port-in-use': {
    status: 500,
    next: 'choose another port with --port, or stop what listens there',
  },
  'server.not-loopback': {
    status: 500,
    next: 'configure principals and keys before listening beyond this machine',
  },
  'server.starting': {
    status: 503,
    next: 'ask again in a moment; nothing was judged yet',
  },
  'server.unreachable': {
    status: 502,
    next: 'check the address, and that `plumbline serve` listens there',
  },
  'server.too-slow': {
    status: 504,
    next: 'ask when the server has less to do, or allow more seconds',
  },
  'server.overloaded': {
    status: 503,
    next: 'nothing was allowed; send it again after the seconds that `Retry-After` names',
  },
  'server.refused': {
    status: 502,
    next: "do what the message says; its words are the server's own",
  },
  'server.malformed': {
    status: 502,
    next: 'check that the address is that of a Plumbline of this version or a newer one',
  },
  'auth.missing': { status: 401, next: 'send `Authorization: Bearer <key>`' },
  'auth.unknown-key': {
    status: 401,
    next: 'check the key, or make one with `plumbline keys create`',
  },
  'auth.forbidden': {
    status: 403,
    next: 'ask an operator for the scope that the message names',
  },
  'verdict.too-slow': {
    status: 504,
    next: 'nothing was allowed; try again, and look at the disk and the models when it stays',
  },
  'auth.person-needed': {
    status: 403,
    next: 'open the page in a browser and sign in yourself: a key or the command line never decides',
  },
  'auth.signed-out': { status: 401, next: 'open /sign-in in a browser and sign in' },
  'auth.foreign-form': {
    status: 403,
    next: 'load the page anew and send its own form from where Plumbline is served',
  },
  'auth.foreign-origin': {
    status: 403,
    next: 'call it from a program, without an `Origin` header: pages of other sites are not let in',
  },
  'auth.provider-failed': {
    status: 502,
    next: 'try again; an operator checks `signIn.openId` and that its provider is up',
  },
  'person.unknown': {
    status: 404,
    next: 'do as the message says; `plumbline people list` shows who there is',
  },
  'approval.not-yours': { status: 403, next: 'ask somebody who may decide; the message says why' },
  'approval.closed': { status: 409, next: 'have it verified again, which asks people anew' },
  'approval.not-liftable': {
    status: 422,
    next: 'read the reasons of the verification: people cannot lift them, but a correction can',
  },
  'approval.too-many': {
    status: 429,
    next: 'withdraw what is no longer needed, or have people decide first',
  },
  'request.wrong-method': {
    status: 405,
    next: 'send it by POST: there is no stream to listen to and no session to end',
  },
  'report.not-yours': {
    status: 403,
    next: 'ask the owner that the report names; the message says why',
  },
  'report.closed': { status: 409, next: 'nothing is left to do: load the list anew' },
  'report.incomplete': { status: 422, next: 'add what the message names, and decide again' },
  'request.key-missing': {
    status: 400,
    next: 'send `Idempotency-Key` with a value of your own, up to 200 characters',
  },
  'request.key-malformed': {
    status: 400,
    next: 'send one `Idempotency-Key` of up to 200 letters, digits, dots, colons, dashes or underscores, in double quotes or bare',
  },
  'request.key-reused': {
    status: 422,
    next: 'take a new `Idempotency-Key` for a new request',
  },
  'request.key-busy': {
    status: 409,
    next: 'wait for the first request to end, then send it again',
  },
  'request.too-many': {
    status: 429,
    next: 'send it again after the seconds that `Retry-After` names; an operator can raise `limits.requestsPerMinute`',
  },
  'policy.unreadable': {
    status: 500,
    next: 'correct the policy where the message says, and try it with `plumbline policy test`; until then everything is blocked',
  },
  'survey.missing': {
    status: 503,
    next: 'have an operator run `plumbline survey` and mend what it says; nothing was judged',
  },
  'receipt.key-missing': {
    status: 500,
    next: 'make the key folder of the message readable to Plumbline',
  },
  'receipt.key-exposed': {
    status: 500,
    next: 'run `chmod 600` on the file of the message, and `plumbline keys rotate --compromised` if anybody may have read it',
  },
  internal: { status: 500, next: 'nothing was allowed; report it with the request id' },
} as const

export type ErrorCode = keyof typeof errorTable

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorTable, code)

/** A fault with a stable code and a sentence for people. Expected outcomes are values, not errors. */
export class PlumblineError extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'PlumblineError'
    this.code = code
  }
  get status(): number {
    return errorTable[this.code].status
  }
  /** What the user can do about it. */
  get next(): string {
    return errorTable[this.code].next
  }
}
