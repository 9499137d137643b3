/** How a wrapper says what it runs. */
export interface Wrapper {
  /** Options that take the next word. */
  readonly valued?: string
  /** Words before the command that are no options: `timeout 5 …`. */
  readonly skip?: number
  /** The rest is one text for a shell elsewhere: `ssh host 'a; b'`. */
  readonly joins?: true
  /** Words with spaces in them are texts for a shell: `hyperfine 'a' 'b'`. */
  readonly texts?: true
  /** More arguments come from the input. */
  readonly feeds?: true
  /** Options whose value is the command, as one text. */
  readonly says?: string
  /** With these options it only asks. */
  readonly asks?: string
  /** Alone it opens a shell in which nobody knows what will be typed. */
  readonly opens?: true
}

const sandbox: Wrapper = { opens: true }
const remote = '-l -p -i -o -F -t -u -w -g -H -h -x -f'

/** Programs that run the command in their words. */
export const wrappers: Readonly<Record<string, Wrapper>> = {
  sudo: {
    valued: '-u -g -h -p -C -r -t -T -U -R -D --user --group --chdir',
    asks: '-l -v -k -K --list --validate',
    opens: true,
  },
  doas: { valued: '-u -C', asks: '-L', opens: true },
  pkexec: { valued: '--user', opens: true },
  runuser: { valued: '-u -g -G -s', says: '-c --command', opens: true },
  sg: { skip: 1, says: '-c', joins: true, opens: true },
  gosu: { skip: 1 },
  'su-exec': { skip: 1 },
  setpriv: { valued: '--reuid --regid --groups' },
  env: { valued: '-u -C --unset --chdir' },
  nice: { valued: '-n --adjustment' },
  ionice: { valued: '-c -n' },
  chrt: { skip: 1 },
  taskset: { skip: 1 },
  numactl: { valued: '-m -N -C -i' },
  cpulimit: { valued: '-l -p -e' },
  cgexec: { valued: '-g' },
  prlimit: {},
  timeout: { valued: '-s -k --signal --kill-after', skip: 1 },
  nohup: {},
  setsid: {},
  daemonize: { valued: '-a -c -e -E -o -p -l -u' },
  stdbuf: { valued: '-i -o -e' },
  unbuffer: {},
  coproc: {},
  time: { valued: '-f -o' },
  command: { asks: '-v -V' },
  builtin: {},
  exec: { valued: '-a' },
  noglob: {},
  nocorrect: {},
  xargs: {
    valued: '-I -n -P -L -d -s -a -E -i --max-args --max-procs --replace --delimiter',
    feeds: true,
  },
  parallel: { valued: '-j --jobs -a --joblog --timeout --delay --colsep -I', feeds: true },
  watch: { valued: '-n --interval -d', joins: true },
  entr: { says: '-s' },
  watchexec: { valued: '-w -e -i --watch --exts --ignore', texts: true },
  nodemon: { valued: '-w -e -i --watch --ext --ignore', says: '--exec -x' },
  hyperfine: { valued: '-w -r -p -n -N --warmup --runs --prepare --export-json', texts: true },
  concurrently: { valued: '-n -c --names --prefix-colors', texts: true },
  retry: { valued: '-t -d --times --delay', texts: true },
  chronic: {},
  script: { valued: '-T -O -I -B', says: '-c --command', opens: true },
  expect: { says: '-c' },
  ssh: {
    valued: '-b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w',
    skip: 1,
    joins: true,
    opens: true,
  },
  autossh: {
    valued: '-M -b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w',
    skip: 1,
    joins: true,
    opens: true,
  },
  rsh: { valued: remote, skip: 1, joins: true, opens: true },
  mosh: { valued: '-p --ssh --server', skip: 1, joins: true, opens: true },
  pdsh: { valued: remote, joins: true, opens: true },
  pssh: { valued: remote, joins: true },
  'parallel-ssh': { valued: remote, joins: true },
  clush: { valued: remote, joins: true, opens: true },
  sshpass: { valued: '-p -f -d -P' },
  chroot: { valued: '--userspec --groups', skip: 1, opens: true },
  'arch-chroot': { valued: '-u', skip: 1, opens: true },
  'systemd-nspawn': { valued: '-D -M -u --directory --machine --user', opens: true },
  unshare: sandbox,
  firejail: sandbox,
  proot: { valued: '-r -b -w -q', opens: true },
  fakeroot: sandbox,
  nsenter: { valued: '-t --target', opens: true },
  'dbus-run-session': {},
  'dbus-launch': {},
  'xvfb-run': { valued: '-n -s -e -f --server-args' },
  flock: { valued: '-w -E --timeout', skip: 1, says: '-c --command' },
  strace: { valued: '-o -e -p -s' },
  ltrace: { valued: '-o -e -p -s' },
  valgrind: {},
  setarch: { skip: 1 },
  linux32: {},
  linux64: {},
  tini: { valued: '-e -p' },
  'dumb-init': {},
  faketime: { skip: 1 },
  torsocks: {},
  proxychains: { valued: '-f' },
  proxychains4: { valued: '-f' },
  runcon: { skip: 1, valued: '-t -u -r -l' },
  busybox: {},
  toybox: {},
  coreutils: {},
  lvm: {},
  caffeinate: { valued: '-t -w' },
  rlwrap: {},
  'systemd-run': { valued: '-p -u -t --unit --uid --property --slice --on-calendar --on-active' },
  'systemd-inhibit': { valued: '--what --who --why --mode' },
  dotenv: { valued: '-e -f' },
  dotenvx: { valued: '-f', skip: 1 },
  npx: { valued: '-p --package', says: '-c --call' },
  pnpx: {},
  bunx: {},
  uvx: { valued: '--from --with' },
  winpty: {},
  wsl: { valued: '-d -u --distribution --user' },
}
