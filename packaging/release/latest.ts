import { writeChanges } from '../changelog.ts'
import type { ChangelogSection } from '../changelog.ts'

/** What an app reads of the newest release. */
export interface Latest {
  version: string
  /** `2026-11-27`. */
  date: string
  /** Where people download it; nothing is downloaded without them. */
  page: string
  /** Markdown. */
  changes: { zh: string; en: string }
}

export function describeLatest(
  version: string,
  date: string,
  repository: string,
  changes: ChangelogSection,
): Latest {
  return {
    version,
    date,
    page: `https://github.com/${repository}/releases/tag/v${version}`,
    changes: { zh: writeChanges(changes, 'zh'), en: writeChanges(changes, 'en') },
  }
}

/** The notes of a release, for people who read either language. */
export function writeNotes(changes: ChangelogSection, repository: string | null): string {
  const check = repository === null ? '' : `gh attestation verify FILE --repo ${repository}\n`
  return `${writeChanges(changes, 'zh')}

---

${writeChanges(changes, 'en')}

---

校验下载的文件 · To check what you downloaded:

\`\`\`bash
sha256sum --check --ignore-missing SHA256SUMS
${check}\`\`\`
`
}
