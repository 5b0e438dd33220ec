import type { Ports } from '../ports.ts'

const AT_A_TIME = 128

/** Makes ids that sort by time, and by order within one millisecond: 8 + 4 characters of base 36, 6 of chance. */
export function createExchangeIds({ randomBytes }: Pick<Ports, 'randomBytes'>): (at: number) => string {
  let counter = 0
  // The random bytes are fetched for many ids at a time: fetched one by one, they would cost as much as a signature.
  let chances = ''
  return (at) => {
    counter = (counter + 1) % 36 ** 4
    if (chances === '') chances = Buffer.from(randomBytes(3 * AT_A_TIME)).toString('hex')
    const chance = chances.slice(0, 6)
    chances = chances.slice(6)
    return `${at.toString(36).padStart(9, '0')}${counter.toString(36).padStart(4, '0')}${chance}`
  }
}
