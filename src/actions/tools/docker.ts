import type { Arguments } from '../arguments.ts'
import { adds, destroys, disrupts, hides, loses, reads, widens } from '../effect.ts'
import { verbs } from './tool.ts'

const withVolumes = (given: Arguments): boolean => given.has('-v', '--volumes')
/** What holds a container in, taken off. */
const freed =
  /(?:^|\s)--(?:security-opt[= ](?:\w+[=:](?:unconfined|disable)|systempaths=unconfined)|cap-add[= ](?:CAP_)?(?:ALL|SYS_ADMIN|SYS_MODULE|SYS_PTRACE|SYS_RAWIO|DAC_READ_SEARCH)|pid[= ]host|userns[= ]host)(?=\s|$)/i
const mounts = (given: Arguments): boolean =>
  given.has('--privileged') ||
  freed.test(given.words.map(({ text }) => text).join(' ')) ||
  given.words.some(({ text }) =>
    /^(?:-v|--volume=|--mount=)?(?:\/|\/etc|\/root|\/var\/run\/docker\.sock):/.test(text),
  )

const compose = /^(?:compose )?/
const under = (source: string): RegExp => new RegExp(`${compose.source}${source}`)

export const docker = verbs({
  about: 'Containers, images and volumes, through Docker, Podman and Compose.',
  programs: ['docker', 'podman', 'nerdctl', 'docker-compose', 'podman-compose'],
  valued: [
    '-f',
    '--file',
    '-p',
    '--project-name',
    '--context',
    '-H',
    '--host',
    '-t',
    '--timeout',
    '--rmi',
    '--name',
    '-e',
    '--env',
    '-w',
  ],
  deciding: 1,
  rules: [
    [under(''), reads('only shows what it would do'), (given) => given.has('--dry-run')],
    [under('down\\b'), destroys('stops the services and deletes their volumes'), withVolumes],
    [under('rm\\b'), destroys('deletes containers with their volumes'), withVolumes],
    [under('down\\b'), disrupts('stops the services and removes their containers')],
    [
      /^system prune\b/,
      destroys('deletes whatever no container uses, volumes included', 'machine'),
      (given) => given.has('--volumes'),
    ],
    [/^system prune\b/, loses('deletes whatever no container uses', 'machine')],
    [/^volume (?:rm|remove|prune)\b/, destroys('deletes volumes {2} with the data in them')],
    [
      /^(?:container prune|container rm|rm)\b/,
      loses('deletes containers and what they wrote'),
      (given) =>
        given.has('-f', '--force') ||
        given.positionals[1] === 'prune' ||
        // `docker rm $(docker ps -aq)`
        given.dynamic.size > 0,
    ],
    [
      /^(?:image (?:prune|rm|remove)|rmi)\b/,
      loses('deletes images, some of which may be nowhere else', 'machine'),
      (given) =>
        given.has('-a', '--all', '-f', '--force') &&
        (given.positionals[1] !== 'prune' || given.has('-a', '--all')),
    ],
    [
      /^(?:image|builder|buildx|network|manifest) (?:prune|rm|remove)\b|^rmi\b/,
      disrupts('deletes images, networks or caches that can be built again', 'machine'),
    ],
    [
      /^(?:swarm leave|stack (?:rm|down)|service rm|secret rm|config rm|node rm|context rm|machine (?:rm|reset)|system reset)\b/,
      loses('removes {0} {2}', 'environment'),
    ],
    [
      /^(?:ps|images|logs|inspect|stats|top|version|info|history|port|diff|events|search|wait|ls|(?:container|image|volume|network|compose|context|node|service|stack|secret|system|buildx) (?:ls|list|inspect|ps|logs|df|info|images|config|version|history|top|port|events))\b/,
      reads('reads'),
    ],
    [under('(?:ps|logs|config|images|top|port|version|events)\\b'), reads('reads')],
    [
      /^(?:container )?(?:run|create)\b/,
      widens('starts a container that reaches into this machine', 'machine'),
      mounts,
    ],
    [
      under('(?:exec|attach)\\b'),
      hides('opens a shell in a container, and what is typed there cannot be seen'),
    ],
    [
      under(
        '(?:stop|kill|restart|pause|unpause|rm)\\b|^(?:container|service|node) (?:stop|kill|restart|update|scale|rm)\\b',
      ),
      disrupts('stops or restarts: {0} {1} {2}'),
    ],
    [
      under(
        '(?:up|run|start|build|pull|push|create|tag|login|logout|cp|load|save|import|export|commit|rename|update|scale|watch)\\b|^\\w+ (?:create|build|pull|push|tag|start|run|connect|use)\\b',
      ),
      adds('{0} {1}'),
    ],
  ],
})
