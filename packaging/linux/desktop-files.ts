/** The files by which a Linux desktop knows the app: its entry in the menu, and the type of a saved session. */
import { DESKTOP_ENTRY, SESSION_FILE, SUMMARY } from '../desktop/product.ts'
import { name } from '../project.ts'

/** A second start hands its file to the first one, so that one file at a time is enough. */
export function writeDesktopEntry(): string {
  const entry = {
    Type: 'Application',
    ...DESKTOP_ENTRY,
    Comment: SUMMARY.en,
    Exec: `${name} %f`,
    Icon: name,
    Terminal: 'false',
    Categories: 'Development;',
    MimeType: `${SESSION_FILE.mimeType};`,
  }
  const lines = Object.entries(entry).map(([key, value]) => `${key}=${value}`)
  return ['[Desktop Entry]', ...lines, ''].join('\n')
}

/** A session is JSON as well, so that every editor of text is offered for it, too. */
export function writeMimeType(): string {
  const { mimeType, describes, extension } = SESSION_FILE
  return `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="${mimeType}">
    <comment>${describes.en}</comment>
    <comment xml:lang="zh_CN">${describes.zh}</comment>
    <sub-class-of type="application/json"/>
    <glob pattern="*.${extension}"/>
    <icon name="${name}"/>
  </mime-type>
</mime-info>
`
}
