import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pack, unpack } from '../../src/values/packed.ts'

const packable = fc.record({
  header: fc.jsonValue(),
  columns: fc.array(fc.uint32Array({ maxLength: 9 }), { maxLength: 4 }),
  bytes: fc.uint8Array({ maxLength: 40 }),
})

test('what was packed is read as it was, wherever its bytes lie', () => {
  fc.assert(
    fc.property(packable, fc.nat(3), ({ header, columns, bytes }, offset) => {
      const packed = pack({ header, columns, bytes: Buffer.from(bytes) })
      const moved = Buffer.concat([Buffer.alloc(offset), packed]).subarray(offset)
      const read = unpack(moved)
      expect(JSON.stringify(read?.header)).toBe(JSON.stringify(header))
      expect(read?.columns).toEqual(columns)
      expect([...(read?.bytes ?? [])]).toEqual([...bytes])
    }),
  )
})

test('bytes that are not whole are not read', () => {
  fc.assert(
    fc.property(packable, fc.nat(), fc.nat(), ({ header, columns, bytes }, at, end) => {
      const packed = pack({ header, columns, bytes: Buffer.from(bytes) })
      const cut = end % packed.length
      expect(unpack(packed.subarray(0, cut))).toBeNull()
      packed[at % packed.length] = (packed[at % packed.length] ?? 0) ^ 1
      expect(unpack(packed)).toBeNull()
    }),
  )
})
