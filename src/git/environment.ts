/** Settings that no repository and no user may override: nothing runs, nothing is fetched, output has one form. */
const settings: Readonly<Record<string, string>> = {
  'safe.directory': '*',
  'core.fsmonitor': 'false',
  'core.hooksPath': '/dev/null',
  'core.quotepath': 'false',
  'core.bigFileThreshold': '1m',
  'core.pager': 'cat',
  'protocol.allow': 'never',
  'log.showSignature': 'false',
  'log.showRoot': 'true',
  'log.follow': 'false',
  'log.mailmap': 'false',
  'log.diffMerges': 'off',
  'i18n.logOutputEncoding': 'UTF-8',
  'diff.external': '',
  'diff.algorithm': 'default',
  'diff.renameLimit': '1000',
  'diff.interHunkContext': '0',
  'diff.ignoreSubmodules': 'all',
  'diff.submodule': 'short',
  'diff.suppressBlankEmpty': 'false',
  'diff.orderFile': '/dev/null',
  'gc.auto': '0',
  'maintenance.auto': 'false',
  'submodule.recurse': 'false',
}

/** What a git process may see of our own environment: where programs and temporary files live. */
const inherited = ['PATH', 'Path', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP']

/** The environment of every git process: no prompts, no fetches, no settings but ours and the repository's. */
export function gitEnvironment(own: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_ALLOW_PROTOCOL: 'none',
  }
  for (const name of inherited) if (own[name] !== undefined) environment[name] = own[name]
  // Some versions of git ignore safe.directory on the command line, so settings go through the environment.
  Object.entries(settings).forEach(([key, value], index) => {
    environment[`GIT_CONFIG_KEY_${index}`] = key
    environment[`GIT_CONFIG_VALUE_${index}`] = value
  })
  environment.GIT_CONFIG_COUNT = String(Object.keys(settings).length)
  return environment
}
