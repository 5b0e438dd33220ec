const NOTICE =
  /(?:^|[\s>])(?:PHP )?((?:Notice|Warning|Deprecated|(?:Recoverable )?[Ff]atal error|Parse error|Strict Standards)(?:<\/b>)?:\s[^\r\n]*)/

/** Returns the first error message or notice that PHP wrote into the text, without its tags; null if there is none. */
export function findPhpNotice(text: string): string | null {
  const found = NOTICE.exec(text.slice(0, 4096))?.[1]
  return found === undefined ? null : found.replace(/<[^<>]{0,40}>/g, '').trim()
}
