/** Commands that yarn, pnpm and bun have of their own: what follows the program's name is then no script. */
export const builtInCommands: ReadonlySet<string> = new Set(
  'add audit autoclean bin cache config constraints create dedupe deploy dev-install dlx env exec explain fetch generate-lock-entry global help i import info init install it licenses link list ln login logout ls node npm outdated owner pack patch patch-commit patch-remove plugin pm policies prune publish rb rebuild remove rm root run search server set setup stage store tag team un unlink uninstall unplug up update upgrade upgrade-interactive version versions why workspace workspaces x'.split(
    ' ',
  ),
)
