/**
 * The test messages of ours that may wait longer for an answer by hand than WeChat would. The sender announces a
 * request before it sends it, and the responder looks it up. Nobody outside can imitate one: its path and query hold a
 * nonce drawn by chance and a signature made with the token, and they count only until that one request has its answer.
 */
export interface LongWaits {
  /** Takes the path and query of a request; returns a function that ends it. */
  announce(target: string): () => void
  isAnnounced(target: string): boolean
}

export function createLongWaits(): LongWaits {
  const announced = new Set<string>()
  return {
    announce(target) {
      announced.add(target)
      return () => announced.delete(target)
    },
    isAnnounced: (target) => announced.has(target),
  }
}
