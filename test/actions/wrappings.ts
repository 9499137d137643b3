import { classifyAction } from '../../src/actions/classify.ts'
import { type Decision, verdictOf } from '../../src/domain/verdict.ts'
import { reasonsForAction } from '../../src/verdicts/action-reasons.ts'

/** What the default policy makes of a bare command. */
export const decide = async (command: string): Promise<Decision> =>
  verdictOf(reasonsForAction(await classifyAction({ command }), { bare: true })).decision
/** Whether a command is not let through. */
export const stops = async (command: string) =>
  ['escalate', 'block'].includes(await decide(command))

export const destructive = [
  'rm -rf /srv/data',
  'kubectl delete ns payments',
  'terraform destroy -auto-approve',
  'git push --force origin main',
  'psql -c "DROP DATABASE pay"',
  'docker volume rm pgdata',
]

/** What a command can be wrapped in. */
export const wrapped: readonly (readonly [string, (command: string) => string])[] = [
  ['sudo', (command) => `sudo -u root ${command}`],
  ['env', (command) => `env -i A=b ${command}`],
  ['nested wrappers', (command) => `nohup nice -n 5 timeout -k 3 10 command ${command}`],
  ['a path', (command) => `/usr/bin/${command}`],
  ['a shell', (command) => `bash -c '${command.replaceAll("'", `'"'"'`)}'`],
  ['a login shell', (command) => `zsh -lc '${command}'`],
  ['eval', (command) => `eval '${command}'`],
  ['ssh', (command) => `ssh -p 22 host '${command}'`],
  ['a pod', (command) => `kubectl exec -it pod -- ${command}`],
  ['a container', (command) => `docker exec -e A=b box ${command}`],
  ['watch', (command) => `watch -n 1 '${command}'`],
  ['a pipe into a shell', (command) => `echo '${command}' | sh`],
  ['a here-document', (command) => `bash <<'EOF'\n${command}\nEOF`],
  ['a here-string', (command) => `bash <<< '${command}'`],
  ['after and', (command) => `true && ${command}`],
  ['after or', (command) => `false || ${command}`],
  ['after a semicolon', (command) => `ls; ${command}; ls`],
  ['on the next line', (command) => `ls\n${command}`],
  ['in the background', (command) => `${command} &`],
  ['before a pipe', (command) => `${command} | tee log`],
  ['a subshell', (command) => `(cd /srv && ${command})`],
  ['a group', (command) => `{ ${command}; }`],
  ['a condition', (command) => `if true; then ${command}; fi`],
  ['a loop', (command) => `for i in 1 2; do ${command}; done`],
  ['a case', (command) => `case x in x) ${command};; esac`],
  ['a function', (command) => `f() { ${command}; }; f`],
  ['a substitution', (command) => `echo "$(${command})"`],
  ['an assignment', (command) => `X=$(${command})`],
  ['xargs', (command) => `ls | xargs ${command}`],
  ['find', (command) => `find . -exec ${command} \\;`],
  ['a trap', (command) => `trap '${command}' EXIT`],
  ['python', (command) => `python3 -c "import os; os.system('${command.replaceAll('"', '')}')"`],
  ['an escaped first letter', (command) => `\\${command}`],
  ['a spliced program', (command) => command.replace(/^(\w)(\w*)/, '$1"$2"')],
  ['after a comment', (command) => `# harmless\n${command}`],
]
