import { adds, destroys, disrupts, hides, loses, reads } from '../effect.ts'
import { verbs } from './tool.ts'

export const virtualMachines = verbs({
  about:
    'Virtual machines and system containers: Vagrant, libvirt, VirtualBox, VMware, Proxmox, LXC, Multipass, Lima, UTM.',
  programs:
    'vagrant virsh VBoxManage vboxmanage vmrun govc esxcli qm pct pvesm pveum pvecm pveam qmrestore lxc incus lxc-destroy lxc-stop lxc-delete multipass limactl colima prlctl xe utmctl tart orb quickemu bosh virt-clone machinectl'.split(
      ' ',
    ),
  valued:
    '-c --connect -T --provider -n --name -e --environment -d --deployment --domain --pool --vol --snapshotname --snapshot --medium -u'.split(
      ' ',
    ),
  disarmedBy: ['--dry-run'],
  rules: [
    [
      /^/,
      destroys('destroys the machine {0} with its disks', 'machine'),
      (_, program) => /^lxc-(?:destroy|delete)$/.test(program),
    ],
    [
      /^/,
      loses('puts an older state in the place of a machine', 'machine', 'no'),
      (given, program) =>
        (program === 'qmrestore' || (program === 'pct' && given.positionals[0] === 'restore')) &&
        given.has('--force'),
    ],
    [
      /^(?:global-status|status|list|ls|info|show\S*|get|dumpxml|dominfo|dom\S*list|domstate|domblk\S*|ps|logs?|config$|version|help|validate|ssh-config|port|box (?:list|outdated)|snapshot (?:list|save)|snapshot-(?:list|info|dumpxml|current)|pool-(?:list|info|dumpxml)|vol-(?:list|info|path|dumpxml)|net-(?:list|info|dumpxml)|nodeinfo|capabilities|about|find|ls|metric|events|listsnapshot|pending|vms|env(?:ironment)?s|deployments|instances|releases|stemcells|tasks?)\b/,
      reads('reads'),
    ],
    [
      /^(?:undefine|vol-(?:delete|wipe)|pool-(?:delete|undefine|destroy)|snapshot-(?:delete|revert)|net-(?:destroy|undefine)|secret-undefine|nwfilter-undefine|checkpoint-delete|managedsave-remove|iface-(?:destroy|undefine)|unregistervm|closemedium|discardstate|deleteVM|deleteSnapshot|revertToSnapshot|snapshot (?:\S+ )?(?:delete|restore\w*|pop|remove|revert)|rollback|delsnap\S*|vm[.-]destroy|vm-(?:uninstall|destroy)|vm\.unregister|datastore\.rm|snapshot\.(?:remove|revert)|box remove|delete-(?:vm|deployment|env|release|stemcell|disk|snapshots?)|deld|cleanup|clean-up|factory-reset|cluster delete)\b/,
      destroys('destroys a machine, its disks or its snapshots: {0} {1} {2}', 'machine'),
    ],
    [
      /^(?:des(?:t|tr|tro|troy)?|delete|purge|remove|rm|unlink|disk unlink|free|user del\S*|u d|r|del\S*|acl del\S*|passwd)\b/,
      destroys('destroys the machine {1} with its disks', 'machine'),
    ],
    [
      /^restore\b/,
      loses('puts an older state in the place of {1}', 'machine', 'no'),
      (_, program) => /^(?:lxc|incus|prlctl|tart)$/.test(program),
    ],
    [/^wipe\b/, destroys('destroys a machine', 'machine')],
    [
      /^(?:storage|network|profile|image|project|snapshot|alias|cluster|remote|config (?:device|template|trust)|trust|volume) (?:delete|rm|remove|unset|volume delete)\b|^storage volume delete\b/,
      destroys('destroys for good: {0} {1} {2}', 'machine'),
    ],
    [
      /^(?:ssh|exec|shell|console|attach|enter|qemu-agent-command|guest exec|monitor|guestcontrol)\b/,
      hides('opens a shell in a machine, and what is typed there cannot be seen'),
    ],
    [
      /^(?:modifyhd|modifymedium|resize|blockresize|vol-resize|set|move\S*|migrate|edit|define|attach-\S+|detach-\S+|unlock|import|restore|provision|reload|update)\b/,
      disrupts('changes a machine: {0} {1}', 'machine'),
    ],
    [
      /^(?:halt|stop\S*|shutdown|reboot|reset|suspend|resume|pause|kill|managedsave|save|controlvm|power\S*|vm\.power|restart|recover|suspend-all|cloud-check|recreate)\b/,
      disrupts('stops or restarts: {1}', 'machine'),
    ],
  ],
  otherwise: adds('{0} {1}'),
})
