import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Pixels. */
const ROW_HEIGHT = 32

/** The rows have the height and the words of ours; a filter keeps those whose text has it. */
const pageOf = (rows: number): string => `<!doctype html>
<meta charset="utf-8"><title>bare list</title><link rel="icon" href="data:,">
<style>
  body { margin: 0; font: 13px system-ui; height: 100vh; display: flex; flex-direction: column }
  [role=listbox] { flex: 1; overflow-y: auto }
  [role=listbox] > div { position: relative }
  [role=option] { position: absolute; display: flex; gap: 8px; height: ${ROW_HEIGHT}px; width: 100% }
</style>
<input role="combobox">
<div role="listbox" tabindex="0"><div></div></div>
<script>
  const [field, list] = document.querySelectorAll('[role]')
  const all = Array.from({ length: ${rows} }, (_, index) =>
    '文本 订单 ' + index + ' 什么时候发货 …' + index % 9973 + ' 已回复 ' + index % 200 + 'ms 12:00:00')
  const drawn = new Map()
  let found = all
  function draw() {
    const first = Math.floor(list.scrollTop / ${ROW_HEIGHT})
    const end = Math.min(found.length, first + Math.ceil(list.clientHeight / ${ROW_HEIGHT}) + 1)
    for (const [index, row] of drawn) if (index < first || index >= end) (row.remove(), drawn.delete(index))
    for (let index = first; index < end; index++) {
      if (drawn.has(index)) continue
      const row = document.createElement('div')
      row.role = 'option'
      row.ariaPosInSet = index + 1
      row.ariaSetSize = found.length
      row.style.transform = 'translateY(' + index * ${ROW_HEIGHT} + 'px)'
      for (const word of found[index].split(' ')) {
        row.append(Object.assign(document.createElement('span'), { textContent: word }))
      }
      list.firstElementChild.append(row)
      drawn.set(index, row)
    }
  }
  function find() {
    found = all.filter((text) => text.includes(field.value))
    list.firstElementChild.style.height = found.length * ${ROW_HEIGHT} + 'px'
    for (const row of drawn.values()) row.remove()
    drawn.clear()
    draw()
  }
  list.addEventListener('scroll', draw, { passive: true })
  field.addEventListener('input', find)
  find()
</script>`

/**
 * Serves a page that is a virtual list of so many rows with a field that filters them, and nothing else: what ours is
 * compared with. It has all rows in memory and asks nobody.
 */
export async function serveBareList(rows: number): Promise<{ url: string; close(): void }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
    response.end(pageOf(rows))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => (server.closeAllConnections(), server.close()),
  }
}
