type Row = readonly [supported: number, contradicted: number, neither: number]

/**
 * What each feature (`featuresOf`) adds to the logarithm of how likely a source supports a statement, contradicts it, or does neither. Fitted by
 * multinomial logistic regression (L2 penalty 1) on one half of the development data: 1978 pairs of VitaminC (Schuster et al., NAACL 2021; Wikipedia
 * revisions, CC BY-SA 3.0), parted by page (SHA-256 of the page's name is even). The other half has no part in it. `test/evaluation/fit-support.ts`
 * makes this table.
 */
export const weights: Readonly<Record<string, Row>> = {
  covered: [0.618, -0.231, -0.387],
  plain: [0.107, 0.689, -0.796],
  noNames: [-0.001, 0.306, -0.306],
  missingNames: [-0.509, -0.115, 0.623],
  missingPlain: [-0.153, -0.44, 0.593],
  reverse: [0.82, -0.313, -0.507],
  sourceLength: [0.311, -0.538, 0.227],
  opposite: [-0.161, 1.32, -1.159],
  turned: [-0.719, 0.062, 0.656],
  negated: [0.095, -0.037, -0.058],
  sourceNegated: [0.822, -0.697, -0.124],
  refused: [0.557, -0.672, 0.115],
  swapBetween: [0.143, 0.314, -0.457],
  swapNames: [-0.919, 0.969, -0.05],
  swapBeside: [-0.168, 0.488, -0.32],
  labels: [-0.264, 0.534, -0.27],
  dropped: [0.282, -0.642, 0.36],
  added: [0.213, -1.502, 1.289],
  has: [0.598, -0.674, 0.076],
  allEntailed: [0.797, -0.144, -0.653],
  allEntailedCovered: [0.297, -0.012, -0.285],
  allEntailedBounded: [1.372, -0.548, -0.824],
  someEntailed: [1.187, -0.005, -1.182],
  excluded: [0.064, -0.216, 0.152],
  excludedContext: [0.138, -0.036, -0.102],
  excludedNear: [-0.998, 1.448, -0.45],
  excludedBounded: [-0.743, 1.294, -0.551],
  excludedPresent: [1.079, -0.345, -0.735],
  excludedMargin: [-1.196, 0.285, 0.911],
  excludedSingle: [0.18, 0.525, -0.706],
  excludedMulti: [-0.813, 0.361, 0.452],
  excludedRest: [0.368, -0.195, -0.173],
  excludedWhen: [-0.864, -0.533, 1.397],
  excludedMissing: [0.529, 0.141, -0.67],
  excludedClear: [-0.595, 1.23, -0.635],
  excludedOnly: [0.219, 0.118, -0.337],
  unclear: [0.392, 0.565, -0.956],
  lost: [-0.362, 0.179, 0.184],
  noneWithout: [1.634, -0.565, -1.069],
}

export const bias: Row = [-0.976, -0.12, 1.096]

/**
 * How likely is likely enough, where a statement holds numbers that the source bears out, and where it holds none. Chosen on the same half, so that of
 * what is said supported, and of what is said contradicted, more than nine in ten are right; and without numbers so that four in five are right
 * on other material too (FEVER symmetric, VitaminC synthetic; Schuster et al., 2019 and 2021).
 */
export const thresholds = { supported: 0.8, withNumber: 0.5, contradicted: 0.87 } as const
