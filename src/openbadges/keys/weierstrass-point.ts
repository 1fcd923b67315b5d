/** A point of a NIST curve, as a JWK has it. */
export interface CurvePoint {
  x: Uint8Array
  y: Uint8Array
}

/** SEC 1 § 2.3.3: the x coordinate behind a byte that says whether y is odd. Undefined when the point is not on the curve. */
export function compressPoint(point: CurvePoint, curveName: CurveName): Uint8Array | undefined {
  const { size } = curves[curveName]
  if (point.x.length !== size || point.y.length !== size) return undefined
  const compressed = Uint8Array.from([(point.y[size - 1] ?? 0) & 1 ? 0x03 : 0x02, ...point.x])
  const same = decompressPoint(compressed, curveName)
  return same && toInteger(same.y) === toInteger(point.y) ? compressed : undefined
}

/** SEC 1 § 2.3.4. Undefined when no point of the curve is meant. */
export function decompressPoint(bytes: Uint8Array, curveName: CurveName): CurvePoint | undefined {
  const { size, p, b } = curves[curveName]
  const sign = bytes[0]
  const x = toInteger(bytes.subarray(1))
  if (bytes.length !== size + 1 || (sign !== 0x02 && sign !== 0x03) || x >= p) return undefined
  const square = ((((x * x - 3n) * x + b) % p) + p) % p
  // Both primes are 3 modulo 4, where this power is a square root of every number that has one.
  const root = power(square, (p + 1n) / 4n, p)
  if ((root * root) % p !== square) return undefined
  const y = (root & 1n) === BigInt(sign & 1) ? root : p - root
  return { x: bytes.slice(1), y: toBytes(y, size) }
}

type CurveName = 'P-256' | 'P-384'

// FIPS 186-4, D.1.2.3 and D.1.2.4: y² = x³ − 3x + b modulo p.
const curves: Record<CurveName, { size: number; p: bigint; b: bigint }> = {
  'P-256': {
    size: 32,
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  'P-384': {
    size: 48,
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n, square = (square * square) % modulus) {
    if (rest & 1n) result = (result * square) % modulus
  }
  return result
}

function toInteger(bytes: Uint8Array): bigint {
  return bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n)
}

function toBytes(number: bigint, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) => Number((number >> BigInt(8 * (size - 1 - index))) & 0xffn))
}
