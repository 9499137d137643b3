import { lookUp } from '../domain/lookup.ts'
import { type Inside, scriptOf, skipOptions } from './inside.ts'
import type { Word } from './word.ts'

const containers =
  '-e --env -u --user -w --workdir --env-file --index --detach-keys -p --publish -v --volume --name --network --net -h --hostname ' +
  '--mount --entrypoint -l --label --platform --memory -m --cpus --add-host --shm-size --ulimit --cap-add --cap-drop --device --restart'
const reaching = /^(?:-v|--volume|--mount|--privileged|--pid|--device)(?:=|$)|^-v./

type Find = (rest: readonly Word[]) => Inside | null

const at = (rest: readonly Word[], names: RegExp): number =>
  rest.findIndex(({ text }) => names.test(text))

const commandOf = (words: readonly Word[]): Inside | null =>
  words.length > 0 ? { is: 'command', words } : null

const afterDashes = (rest: readonly Word[]): readonly Word[] | null => {
  const dashes = at(rest, /^--$/)
  return dashes < 0 ? null : rest.slice(dashes + 1)
}

/** `kubectl exec pod -- cmd`, and as it was written before the dashes: `kubectl exec pod cmd`. */
const inPod: Find = (rest) => {
  const place = at(rest, /^(?:exec|rsh|debug|run)$/)
  if (place < 0) return null
  const after = rest.slice(place + 1)
  const dashed = afterDashes(after)
  if (dashed) return commandOf(dashed)
  if (!/^(?:exec|rsh)$/.test(rest[place]?.text ?? '')) return null
  return commandOf(
    skipOptions(after, '-n --namespace -c --container --context -f --filename').slice(1),
  )
}

/** `docker exec box cmd`; a fresh container counts only where it reaches into the machine. */
const inContainer: Find = (rest) => {
  const place = at(rest, /^(?:exec|run)$/)
  if (place < 0) return null
  const after = rest.slice(place + 1)
  const fresh =
    rest[place]?.text === 'run' && !rest.slice(0, place).some(({ text }) => text === 'compose')
  const inside = skipOptions(after, containers)
  if (
    fresh &&
    !after.slice(0, after.length - inside.length).some(({ text }) => reaching.test(text))
  )
    return null
  return inside.length > 1 ? commandOf(inside.slice(1)) : null
}

/** The value of an option is a text for a shell elsewhere: `gcloud compute ssh vm --command='…'`. */
const said =
  (verb: RegExp, option: RegExp): Find =>
  (rest) => {
    if (!verb.test(rest.map(({ text }) => text).join(' '))) return null
    const place = at(rest, option)
    const flag = rest[place]
    if (!flag) return null
    const glued = /^--[\w-]+=/.test(flag.text)
    const value = glued
      ? { ...flag, text: flag.text.slice(flag.text.indexOf('=') + 1) }
      : rest[place + 1]
    return value ? scriptOf([value]) : null
  }

/** What follows these words is a text for a shell elsewhere: `heroku run rm x`, `salt '*' cmd.run 'rm x'`. */
const following =
  (verb: RegExp, skip: number, valued = ''): Find =>
  (rest) => {
    const place = at(rest, verb)
    if (place < 0) return null
    const after = rest.slice(place + 1)
    const words = afterDashes(after) ?? skipOptions(after, valued).slice(skip)
    return words.length > 0 ? scriptOf(words) : null
  }

const kubernetes = /^(?:kubectl|k|kc|oc|kubecolor|microk8s\.kubectl)$/
const dockers = /^(?:docker|podman|nerdctl|docker-compose|podman-compose)$/

const finders: Readonly<Record<string, Find>> = {
  gcloud: said(/^compute ssh\b/, /^--command(?:=|$)/),
  doctl: said(/^compute ssh\b/, /^--ssh-command(?:=|$)/),
  fly: said(/\bconsole\b/, /^(?:-C|--command)(?:=|$)/),
  flyctl: said(/\bconsole\b/, /^(?:-C|--command)(?:=|$)/),
  vagrant: said(/^ssh\b/, /^(?:-c|--command)(?:=|$)/),
  // Without a module, or with one of these, the arguments are a command.
  ansible: (rest) => {
    const place = at(rest, /^(?:-m|--module-name)(?:=|$)/)
    const module = rest[place]?.text.split('=')[1] ?? rest[place + 1]?.text ?? ''
    return place < 0 || /(?:^|\.)(?:shell|command|raw)$/.test(module)
      ? said(/(?:^|\s)(?:-a|--args)/, /^(?:-a|--args)(?:=|$)/)(rest)
      : null
  },
  az: said(/\brun-command\b/, /^--scripts(?:=|$)/),
  heroku: following(/^run(?::detached)?$/, 0, '-a --app -s --size -r --remote'),
  salt: following(/^cmd\.(?:run|shell|script|run_all)$/, 0),
  'salt-ssh': following(/^cmd\.(?:run|shell)$/, 0),
  knife: following(/^ssh$/, 1, '-x -i -a'),
  bolt: following(/^run$/, 0, '-t --targets -n --nodes'),
  adb: following(/^shell$/, 0),
  // `dokku enter app process …`
  dokku: following(/^enter$/, 2),
  lxc: following(/^exec$/, 1),
  incus: following(/^exec$/, 1),
  multipass: following(/^exec$/, 1),
  machinectl: following(/^shell$/, 1),
  'lxc-attach': (rest) => commandOf(afterDashes(rest) ?? []),
  pct: following(/^exec$/, 1),
  toolbox: following(/^run$/, 0, '-c --container'),
  // `EXEC:/bin/sh`, `system:'…'`: what the other end types into.
  socat: (rest) => {
    const [, text] = rest.flatMap((word) => /^(?:exec|system):(.+)$/is.exec(word.text) ?? [])
    return text === undefined
      ? null
      : scriptOf([
          { text: text.replace(/,.*$/s, ''), dynamic: rest.some(({ dynamic }) => dynamic) },
        ])
  },
  'distrobox-enter': (rest) => commandOf(afterDashes(rest) ?? []),
}

/** The command that a program runs on another machine or in a container; it counts all the same. Null where it runs none. */
export function elsewhere(program: string, rest: readonly Word[]): Inside | null {
  if (kubernetes.test(program)) return inPod(rest)
  if (dockers.test(program)) return inContainer(rest)
  return lookUp(finders, program)?.(rest) ?? null
}
