/** Where the window's page lives, and whose messages are therefore ours. */
export interface AppAddress {
  scheme: string
  origin: string
  startPage: string
  /**
   * Whether an origin or an address is ours. Compared part by part: `app://mpscope.evil` starts with our origin too,
   * and to Node's URL the `origin` of every scheme of one's own is `null`.
   */
  owns(address: string): boolean
}

/**
 * A scheme of our own is an origin of its own: no other program can serve it, as any program on this machine could
 * serve a port, and it is not `file:`, which may read the whole disk.
 */
export const ownAddress = createAppAddress('app', 'mpscope')

/**
 * Where no scheme can be registered, because Electron was ready before our code was loaded (a loader that imports
 * apps by itself, as some test runtimes have): `https:` needs no registering, and a name under `.invalid` never
 * belongs to anybody (RFC 2606). It is answered inside this process like the other; nothing goes to the network.
 */
export const lateAddress = createAppAddress('https', 'mpscope.invalid')

function createAppAddress(scheme: string, host: string): AppAddress {
  const origin = `${scheme}://${host}`
  return {
    scheme,
    origin,
    startPage: `${origin}/`,
    owns(address) {
      if (!URL.canParse(address)) return false
      const url = new URL(address)
      return url.protocol === `${scheme}:` && url.host === host && url.username === '' && url.password === ''
    },
  }
}
