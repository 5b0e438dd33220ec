export interface Picture {
  state: string
  language: string
  theme: string
  size: string
  /** The picture's place, seen from the page's. */
  file: string
  faults: readonly string[]
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

/** Returns a page with all pictures, a row a state, that can be narrowed down by theme, language, size and faults. */
export function createContactSheet(pictures: readonly Picture[]): string {
  const states = Map.groupBy(pictures, ({ state }) => state)
  const sections = [...states].map(
    ([state, ofState]) =>
      `<h2 id="${escape(state)}">${escape(state)}</h2><div class="row">${ofState.map(figureOf).join('')}</div>`,
  )
  const links = [...states.keys()].map((state) => `<a href="#${escape(state)}">${escape(state)}</a>`)
  const choices = (['language', 'theme', 'size'] as const).map((key) => {
    const values = [...new Set(pictures.map((picture) => picture[key]))]
    const options = values.map((value) => `<option>${escape(value)}</option>`).join('')
    return `<label>${key} <select data-key="${key}"><option value="">all</option>${options}</select></label>`
  })
  return `<!doctype html><meta charset="utf-8"><title>Gallery</title><style>
body { font: 14px system-ui; margin: 16px } nav a { margin-right: 12px } header { position: sticky; top: 0; background: #fff; padding: 8px 0 }
.row { display: flex; flex-wrap: wrap; gap: 12px } figure { margin: 0; width: 480px } img { width: 100%; border: 1px solid #999 }
figure.faulty img { border: 3px solid #c00 } figure[hidden] { display: none } li { color: #a00; font-size: 12px }
</style><header>${choices.join(' ')} <label><input type="checkbox"> faults only</label></header><nav>${links.join('')}</nav>
${sections.join('\n')}
<script>
const header = document.querySelector('header')
header.addEventListener('change', () => {
  const wanted = [...header.querySelectorAll('select')].filter((select) => select.value)
  const faultsOnly = header.querySelector('input').checked
  for (const figure of document.querySelectorAll('figure')) {
    figure.hidden = wanted.some((select) => figure.dataset[select.dataset.key] !== select.value) || (faultsOnly && figure.className === '')
  }
})
</script>`
}

function figureOf({ language, theme, size, file, faults }: Picture): string {
  const list = faults.map((fault) => `<li>${escape(fault)}</li>`).join('')
  return `<figure class="${faults.length > 0 ? 'faulty' : ''}" data-language="${language}" data-theme="${theme}" data-size="${size}">
<a href="${escape(file)}"><img loading="lazy" src="${escape(file)}" alt=""></a><figcaption>${language} · ${theme} · ${size}</figcaption><ul>${list}</ul></figure>`
}
