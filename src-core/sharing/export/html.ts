import { hash } from 'node:crypto'
import { describeExchange } from '../described-exchange.ts'
import type { DescribedFinding } from '../described-exchange.ts'
import { SEVERITY_WORDS, WORDS } from '../words.ts'
import type { ExportFacts, ExportFormat } from './format.ts'

const STYLE = `
:root { color-scheme: light dark; --quiet: #666; --line: #ddd; --pane: #f6f7f8; --error: #c0262d; --warning: #9a5b00; }
@media (prefers-color-scheme: dark) {
  :root { --quiet: #a0a0a0; --line: #3a3d40; --pane: #1e2022; --error: #ff7b80; --warning: #e8b04b; }
}
body { font: 14px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.25rem; }
.quiet, dt { color: var(--quiet); }
details { border-top: 1px solid var(--line); padding: 0.5rem 0; }
details details { border: 0; padding: 0.25rem 0; }
summary { cursor: pointer; }
summary time { color: var(--quiet); margin-left: 1ch; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: 0.5rem 0; }
dd { margin: 0; }
section { border-left: 3px solid var(--line); padding-left: 0.75rem; margin: 0.75rem 0; }
section.error { border-color: var(--error); }
section.warning { border-color: var(--warning); }
section p { margin: 0.25rem 0; }
pre { background: var(--pane); padding: 0.75rem; margin: 0.25rem 0; white-space: pre-wrap; font: 12px/1.5 ui-monospace, monospace; }
`

/** Nothing is loaded, run or sent: only this one sheet of styles counts. */
const POLICY = `default-src 'none'; style-src 'sha256-${hash('sha256', STYLE, 'base64')}'; base-uri 'none'; form-action 'none'`

/** One file that opens anywhere, without a script and without anything from elsewhere. */
export const HTML_EXPORT: ExportFormat = {
  ending: 'html',
  type: 'text/html',

  begin({ language, count, exportedAt, version, redacted }: ExportFacts) {
    const title = `${WORDS.title[language]} · ${count}`
    const say = redacted ? WORDS.redacted : WORDS.whole
    const date = new Date(exportedAt).toISOString()
    return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p class="quiet">${escapeHtml(`${WORDS.by[language]} ${version} · ${date} · ${say[language]}`)}</p>
<main>
`
  },

  write(exchange, _index, { language, count }) {
    const { title, facts, findings, texts } = describeExchange(exchange, language)
    const time = new Date(exchange.receivedAt).toISOString()
    return `<details${count === 1 ? ' open' : ''}>
<summary><b>${escapeHtml(title.join(' · '))}</b><time datetime="${escapeHtml(time)}">${escapeHtml(time)}</time></summary>
<dl>
${facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`).join('\n')}
</dl>
${findings.map((finding) => writeFinding(finding, language)).join('\n')}
${texts.map(({ name, text }) => `<details open><summary>${escapeHtml(name)}</summary><pre>${escapeHtml(`\n${text}`)}</pre></details>`).join('\n')}
</details>
`
  },

  end: () => '</main>\n</body>\n</html>\n',
}

function writeFinding(
  { code, severity, title, detail, fix, basis, page }: DescribedFinding,
  language: ExportFacts['language'],
): string {
  const paragraphs = [
    `<b>${escapeHtml(`${SEVERITY_WORDS[severity][language]} · ${title}`)}</b> <code>${escapeHtml(code)}</code>`,
    escapeHtml(detail),
    fix && `<b>${WORDS.fix[language]}</b> ${escapeHtml(fix)}`,
    basis && `<span class="quiet">${escapeHtml(basis)}${page === null ? '' : ` ${escapeHtml(page)}`}</span>`,
  ]
  return `<section class="${severity}">${paragraphs
    .filter(Boolean)
    .map((one) => `<p>${one}</p>`)
    .join('')}</section>`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Characters that cannot be seen, or that turn the order of others around, are shown by their number. */
// oxlint-disable-next-line no-control-regex -- these are meant
const UNSEEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/gu

/** Every text of an exchange goes through here, in elements and in attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!)
    .replaceAll(UNSEEN, (one) => `[U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`)
}
