import { name, PackagingError } from '../project.ts'

/** A release, as the files for package managers have to know it. */
export interface Release {
  version: string
  /** `2026-11-27`. */
  date: string
  /** `owner/name` on GitHub. */
  repository: string
  /** SHA-256 by file. */
  sums: ReadonlyMap<string, string>
}

export interface Asset {
  url: string
  sha256: string
}

/** Throws a `PackagingError` if the release has no such file: nothing is offered that cannot be downloaded. */
export function findAsset({ version, repository, sums }: Release, file: string): Asset {
  const sha256 = sums.get(file)
  if (sha256 === undefined) {
    throw new PackagingError(`SHA256SUMS has no ${file}; it has:\n${[...sums.keys()].join('\n')}`)
  }
  return { url: `https://github.com/${repository}/releases/download/v${version}/${file}`, sha256 }
}

/** The names that packaging/desktop, windows and linux give; `SHA256SUMS` shows if they are others. */
export const FILES = {
  windows: (version: string, arch: 'x64' | 'arm64') => `${name}-${version}-win-${arch}-setup.exe`,
  mac: (version: string, arch: 'x64' | 'arm64') => `${name}-${version}-mac-${arch}.dmg`,
  deb: (version: string) => `${name}_${version}_amd64.deb`,
}
