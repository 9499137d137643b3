const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection broke off',
  EPIPE: 'the connection broke off',
  ENOTFOUND: 'nobody knows a host of that name',
  EAI_AGAIN: 'names cannot be resolved at the moment',
  ETIMEDOUT: 'no answer from the network',
  EHOSTUNREACH: 'no way leads to that host',
  ENETUNREACH: 'no way leads to that network',
}

/** What another try does not change: names that do not exist, certificates that do not hold, what is not HTTP. */
const lasting =
  /^(?:ENOTFOUND|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS|ERR_SSL|EPROTO|ERR_INVALID)/

/** What became of a connection, in words, and whether another try may help. */
export const wordsOf = (
  error: Error,
  code: string,
): { readonly words: string; readonly again: 'never' | 'later' } => ({
  words: words[code] ?? `${code === '' ? error.name : code}: ${error.message.slice(0, 200)}`,
  again: lasting.test(code) ? 'never' : 'later',
})
