import type { Ports } from '../ports.ts'

/**
 * Returns 19 digits, as in the official sample. The last digit is never zero: as a double the number ends in zeros, so
 * that code that makes a number of it is always detected.
 */
export function createEchostr({ randomBytes }: Pick<Ports, 'randomBytes'>): string {
  const chance = Buffer.from(randomBytes(9))
  const head = 10n ** 17n + (chance.readBigUInt64BE() % (8n * 10n ** 17n))
  return `${head}${(chance[8]! % 9) + 1}`
}
