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

const certificate =
  /^(?:CERT_|CRL_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|INVALID_CA|HOSTNAME_MISMATCH|ERR_TLS_CERT)/

/** What another try does not change: names that do not exist, and servers that speak no TLS. */
const lasting = /^(?:ENOTFOUND|ERR_TLS|ERR_SSL|EPROTO)/

/** What became of a connection, in words, and whether another try may help. */
export const wordsOf = (
  error: Error,
  code: string,
): { readonly words: string; readonly again: 'never' | 'later' } => ({
  words: words[code] ?? otherwise(error, code),
  again: lasting.test(code) || certificate.test(code) ? 'never' : 'later',
})

/** Such a message may quote what the server sent, so it is kept to one printable line. */
const otherwise = ({ name, message }: Error, code: string): string => {
  const said = message.slice(0, 200).replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
  if (certificate.test(code))
    return `its certificate does not hold (${said}); NODE_EXTRA_CA_CERTS names a file of further authorities`
  if (code.startsWith('HPE_')) return `what comes is not HTTP as it should be (${said})`
  return `${code === '' ? name : code}: ${said}`
}
