import type { Ports } from '../ports.ts'

/** Makes ids that sort by time, and by order within one millisecond: 8 + 4 characters of base 36, 6 of chance. */
export function createExchangeIds({ randomBytes }: Pick<Ports, 'randomBytes'>): (at: number) => string {
  let counter = 0
  return (at) => {
    counter = (counter + 1) % 36 ** 4
    const chance = Buffer.from(randomBytes(4)).toString('hex').slice(0, 6)
    return `${at.toString(36).padStart(9, '0')}${counter.toString(36).padStart(4, '0')}${chance}`
  }
}
