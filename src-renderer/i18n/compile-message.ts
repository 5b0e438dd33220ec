import type { MessageContext } from 'vue-i18n'

/**
 * Reads what our texts use of vue-i18n's syntax: names in braces, and the forms of a plural between bars. Its own
 * compiler reads more, and took a fifth of the time to the first row.
 */
export function compileMessage(message: unknown): (context: MessageContext<string>) => string {
  const text = String(message)
  if (!/[{|]/.test(text)) return () => text
  const forms = text.split(' | ').map(compileForm)
  return (context) => {
    const written = forms.map((form) => form(context))
    return written.length === 1 ? written[0]! : context.plural(written)
  }
}

function compileForm(form: string): (context: MessageContext<string>) => string {
  // Every second part is a name.
  const parts = form.split(/\{\s*(\w+)\s*\}/)
  return ({ named }) =>
    parts.map((part, index) => (index % 2 === 0 ? part : String(named(part) ?? ''))).join('')
}
