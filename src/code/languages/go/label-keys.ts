import { isLabelKey } from '../../../values/label-keys.ts'
import type { Rules } from './file.ts'
import { stringOf } from './literals.ts'

/** Keys of labels and annotations, wherever a string spells one out. */
export const labelKeyRules: Rules = {
  *interpreted_string_literal(node) {
    const subject = node.parent?.type === 'import_spec' ? null : stringOf(node)
    if (subject !== null && isLabelKey(subject))
      yield { kind: 'option', subject, role: 'key', owner: null, at: node.start }
  },
}
