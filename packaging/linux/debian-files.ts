/** The files that Debian's policy asks of a package: what it needs, who may copy it, and what changed. */
import type { ChangelogSection } from '../changelog.ts'
import { license, name } from '../project.ts'

/**
 * What Electron's programs are linked to, without what these bring along themselves. `npm run test:deb` compares the
 * list with `dpkg-shlibdeps`. Its names are Debian 12's: Ubuntu 24.04 and Debian 13 have them as other names of their
 * `…t64` packages, and there is no such thing the other way round, so it is not made anew where the package is built.
 */
export const LIBRARIES = [
  'libasound2',
  'libatk-bridge2.0-0',
  'libatk1.0-0',
  'libatspi2.0-0',
  'libcairo2',
  'libcups2',
  'libdbus-1-3',
  'libdrm2',
  'libexpat1',
  'libgbm1',
  'libgcc-s1',
  'libglib2.0-0',
  'libgtk-3-0',
  'libnspr4',
  'libnss3',
  'libpango-1.0-0',
  'libudev1',
  'libx11-6',
  'libxcb1',
  'libxcomposite1',
  'libxdamage1',
  'libxext6',
  'libxfixes3',
  'libxkbcommon0',
  'libxrandr2',
]

/** On Ubuntu 24.04 two packages give that name, and only one of them sounds. */
const RATHER: Readonly<Record<string, string>> = { libasound2: 'libasound2t64 | libasound2' }

/**
 * What is looked for at run time: where the keys to the secrets are kept, what opens official pages in the browser, and
 * Chinese letters.
 */
const RECOMMENDED = ['libsecret-1-0', 'xdg-utils', 'fonts-noto-cjk | fonts-wqy-zenhei']

export interface DebianFacts {
  version: string
  architecture: string
  /** The oldest that the programs run with, such as `2.25`. */
  glibc: string
  /** All installed files together, in KiB. */
  installedSize: number
  /** `owner/name` on GitHub, or null. */
  repository: string | null
}

/** A pre-release is older than its release, which a `~` says here and a `-` would not. */
export function toDebianVersion(version: string): string {
  return version.replace('-', '~')
}

export function writeControl({
  version,
  architecture,
  glibc,
  installedSize,
  repository,
}: DebianFacts): string {
  const depends = [`libc6 (>= ${glibc})`, ...LIBRARIES.map((library) => RATHER[library] ?? library)]
  return `Package: ${name}
Version: ${toDebianVersion(version)}
Architecture: ${architecture}
Maintainer: ${describeMaintainer(repository)}
Installed-Size: ${installedSize}
Depends: ${depends.join(', ')}
Recommends: ${RECOMMENDED.join(', ')}
Section: devel
Priority: optional
${repository === null ? '' : `Homepage: https://github.com/${repository}\n`}Description: workbench for WeChat Official Account developers
 Stands in the place of your server: shows every message and event that WeChat
 delivers, as XML and JSON side by side, follows the signature step by step,
 and judges each reply as WeChat would.
`
}

export function writeCopyright(licence: string): string {
  const text = licence
    .slice(licence.indexOf('Permission is hereby'))
    .trim()
    .split('\n')
    .map((line) => ` ${line || '.'}`)
    .join('\n')
  return `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: ${name}
Comment: Electron and Chromium, which the program runs in, are under the licences
 in /usr/lib/${name}/LICENSE.electron.txt and LICENSES.chromium.html there;
 the packages bundled with it are under those in THIRD-PARTY-LICENSES.txt.

Files: *
Copyright: ${/Copyright \(c\) (.*)/.exec(licence)?.[1]}
License: ${license}
${text}
`
}

/** In English, which Debian's tools expect. */
export function writeDebianChangelog(
  { groups }: ChangelogSection,
  version: string,
  date: Date,
  repository: string | null,
): string {
  const entries = groups.flatMap((group) => group.entries.map(({ en }) => wrap(en)))
  return `${name} (${toDebianVersion(version)}) stable; urgency=medium

${entries.join('\n')}

 -- ${describeMaintainer(repository)}  ${date.toUTCString().replace('GMT', '+0000')}
`
}

/** GitHub's own address for whoever releases; nobody who builds it on their own computer has to give one. */
function describeMaintainer(repository: string | null): string {
  const owner = repository?.split('/')[0]
  return owner === undefined
    ? `${name} contributors <nobody@localhost>`
    : `${owner} <${owner}@users.noreply.github.com>`
}

function wrap(entry: string): string {
  const lines = ['  *']
  for (const word of entry.split(' ')) {
    if (lines.at(-1)!.length + word.length > 78) lines.push('   ')
    lines.push(`${lines.pop()} ${word}`)
  }
  return lines.join('\n')
}
