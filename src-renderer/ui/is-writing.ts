/** Returns true if somebody is typing there: their letters must not end up anywhere else. */
export function isWriting(element: Element | null): boolean {
  return (
    element?.matches(
      'textarea, input:not([type=radio], [type=checkbox], [type=button]), [contenteditable=true]:not([aria-readonly=true])',
    ) ?? false
  )
}
