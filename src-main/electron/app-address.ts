/** The address of the window's page, by which its messages are recognised as ours. */
export interface AppAddress {
  scheme: string
  origin: string
  startPage: string
  /**
   * Returns whether an origin or an address is ours. Compares part by part: `app://mpscope.evil` starts with our
   * origin, too, and for Node's URL the `origin` of every custom scheme is `null`.
   */
  owns(address: string): boolean
}

/**
 * A custom scheme is an origin of its own: any program on this machine could serve a port, but no other program can
 * serve our scheme; and it is not `file:`, which may read the whole disk.
 */
export const ownAddress = createAppAddress('app', 'mpscope')

/**
 * The address if no scheme can be registered, because Electron was ready before our code was loaded (some test runtimes
 * load apps by themselves). `https:` needs no registering, and a name under `.invalid` never belongs to anybody (RFC
 * 2606). This process answers it like the other; nothing goes to the network.
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
