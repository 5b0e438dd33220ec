/**
 * Adds the blank that Chinese typography puts between Chinese and Latin; a name inserted into a phrase cannot bring it.
 */
export function spaceScripts(text: string): string {
  return text
    .replaceAll(/(\p{Script=Han})([A-Za-z0-9])/gu, '$1 $2')
    .replaceAll(/([A-Za-z0-9])(\p{Script=Han})/gu, '$1 $2')
}
