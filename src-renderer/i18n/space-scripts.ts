/** Chinese typography puts a blank between Chinese and Latin; a name set into a phrase cannot bring it along. */
export function spaceScripts(text: string): string {
  return text
    .replaceAll(/(\p{Script=Han})([A-Za-z0-9])/gu, '$1 $2')
    .replaceAll(/([A-Za-z0-9])(\p{Script=Han})/gu, '$1 $2')
}
