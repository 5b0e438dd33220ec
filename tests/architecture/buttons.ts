import { parse } from 'vue/compiler-sfc'

/** A place in a template where a click does something. */
export interface Button {
  line: number
  /** What stands in its `@click`; `#trigger` for a button that opens the panel around it. */
  does: string
}

/** As much of Vue's syntax tree as is read here. A directive has a `rawName`, such as `@click` or `#trigger`. */
interface Element {
  tag?: string
  props?: { name: string; rawName?: string; exp?: { loc: { source: string } } | undefined }[]
  children?: unknown[]
  loc: { start: { line: number } }
}

const CLICK = /^(?:@|v-on:|:on|v-bind:on)(?:dbl)?(?:click|mousedown|mouseup|pointerdown|pointerup)\b/i
/** `open = !open` */
const TURNS = /^([\w.]+) = !\1$/
/** `open = false`, `editing = null`, `close`, or the same asked of the component around it. */
const PUTS_AWAY = /^(?:[\w.]+ = (?:false|null)|close|hide|emit\('(?:close|back|leave|cancel|dismiss)'\))$/

/**
 * Returns the buttons of a component that neither perform an action nor are seen to be controls. Seen to be one is
 *
 * - a part of a row: it stands in a `v-for`, or in a component that is a row (`…Item.vue`, `…Row.vue`)
 * - a switch or a fold: it turns one value, and shows it with `aria-pressed` or `aria-expanded`
 * - a way back: it puts away the part of the page in which it stands
 * - a `RevealButton`, which shows a secret in its field
 *
 * A button without `@click` that finishes a form, or that a component around it makes one, does nothing by itself.
 */
export function findUnexplained(file: string, source: string): Button[] {
  const { descriptor } = parse(source, { sourceMap: false })
  const script = descriptor.scriptSetup?.content ?? ''
  const found: Button[] = []

  function visit(element: Element, isRow: boolean, isTrigger: boolean): void {
    if (element.tag === undefined) return
    const names = namesOf(element)
    const isPart = isRow || names.includes('v-for')
    const opens = isTrigger || names.some((name) => /^(?:#|v-slot:)trigger$/.test(name))
    const clicks = clicksOf(element)
    for (const does of clicks) {
      if (!isPart && !isAction(does, script) && !isControl(element, does))
        found.push({ line: element.loc.start.line, does })
    }
    const isOpener = isTrigger && clicks.length === 0 && /button$/i.test(element.tag)
    // Such a panel is opened by an action as well.
    if (isOpener && !/\busePanel\(/.test(script))
      found.push({ line: element.loc.start.line, does: '#trigger' })
    for (const child of element.children ?? []) visit(child as Element, isPart, opens)
  }

  for (const child of descriptor.template?.ast?.children ?? [])
    visit(child as Element, /(?:Item|Row)\.vue$/.test(file), false)
  return found
}

function namesOf({ props = [] }: Element): string[] {
  return props.map(({ name, rawName }) => rawName ?? name)
}

function clicksOf({ props = [] }: Element): string[] {
  return props
    .filter(({ rawName = '' }) => CLICK.test(rawName) || rawName === 'v-on')
    .map(({ exp }) => (exp?.loc.source ?? '').replaceAll(/\s+/g, ' ').trim())
}

/** `perform` of a `useAction`, which has to be in the script. */
function isAction(does: string, script: string): boolean {
  const [, owner] = /^(\w+)\.perform$/.exec(does) ?? []
  if (owner !== undefined) return new RegExp(`\\b${owner}\\b[^\\n]*\\buseAction\\(`).test(script)
  return does === 'perform' && /\{[^{}]*\bperform\b[^{}]*\} = useAction\(/.test(script)
}

function isControl(element: Element, does: string): boolean {
  if (element.tag === 'RevealButton' || PUTS_AWAY.test(does)) return true
  return TURNS.test(does) && namesOf(element).some((name) => /^:?aria-(?:pressed|expanded)$/.test(name))
}
