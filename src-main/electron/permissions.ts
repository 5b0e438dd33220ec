/*
 * Threat model. Script in the page asks Chromium for powers that a workbench never needs: camera, position, devices,
 * reading the clipboard. Everything is refused except the permissions in this table, and only the top document of our
 * own origin gets those.
 */
import type { AppAddress } from './app-address.ts'

/** Permission → why the workbench needs it. */
export const grantedPermissions: ReadonlyMap<string, string> = new Map([
  [
    'clipboard-sanitized-write',
    'The copy buttons: addresses, XML and JSON, cURL, reports. Write only, text only.',
  ],
  [
    'notifications',
    'A message that waits for a reply by hand while the window is behind others: its words, and who waits. The user can switch it off.',
  ],
])

export interface PermissionQuestion {
  permission: string
  /** The origin or address of the document that asks; Chromium gives either. */
  requester: string
  isMainFrame: boolean
}

export function grantsPermission(
  own: AppAddress,
  { permission, requester, isMainFrame }: PermissionQuestion,
): boolean {
  return grantedPermissions.has(permission) && isMainFrame && own.owns(requester)
}
