/** The part of what `npm pack --json` says that is looked at; sizes are bytes. */
export interface Packed {
  filename: string
  size: number
  unpackedSize: number
  files: { path: string; size: number }[]
}

const MAX_PACKED_BYTES = 2_000_000
/** Now four and a half million, of which the page is two. */
const MAX_UNPACKED_BYTES = 6_000_000

const ALLOWED = [
  /^(?:package\.json|README\.md|LICENSE|THIRD-PARTY-LICENSES|index\.d\.ts|bin\/mpscope\.cjs)$/,
  /^main\/(?:cli|api|burst-process|conversion-worker|pattern-worker)\.js$/,
  /^main\/chunks\/[\w-]+\.js$/,
  /^renderer\/index\.html$/,
  /^renderer\/assets\/[\w-]+\.(?:js|css|svg|png|woff2)$/,
]

/** Returns why the package may not go out, in one sentence; null if it may. */
export function findOffence({ size, unpackedSize, files }: Packed): string | null {
  const strange = files.filter(({ path }) => !ALLOWED.some((pattern) => pattern.test(path)))
  if (strange.length > 0) {
    return `These files do not belong into the npm package: ${strange.map(({ path }) => path).join(', ')}`
  }
  if (size > MAX_PACKED_BYTES) {
    return `The npm package has ${size} bytes, and may have ${MAX_PACKED_BYTES}.`
  }
  if (unpackedSize > MAX_UNPACKED_BYTES) {
    return `The npm package has ${unpackedSize} bytes unpacked, and may have ${MAX_UNPACKED_BYTES}.`
  }
  return null
}
