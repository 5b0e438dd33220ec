import type { Ports } from '../ports.ts'

/**
 * Returns a MsgId as WeChat's are today: 17 digits beginning with 2, so above 2^53 and a test of every parser; it grows with
 * time, and two of one millisecond differ by chance.
 */
export function createMsgId({ clock, randomBytes }: Pick<Ports, 'clock' | 'randomBytes'>): string {
  const [chance = 0] = new Uint32Array(Uint8Array.from(randomBytes(4)).buffer)
  return `2${String(clock.now()).padStart(13, '0')}${String(chance % 1000).padStart(3, '0')}`
}
