/*
 * Threat model. Script in the page asks Chromium for powers that a workbench never needs: camera, position, devices,
 * reading the clipboard. Everything is refused unless it stands in this table, and even then only to the top document
 * of our own origin.
 */
import type { AppAddress } from './app-address.ts'

/** Permission → why the workbench needs it. */
export const grantedPermissions: ReadonlyMap<string, string> = new Map([
  [
    'clipboard-sanitized-write',
    'The copy buttons: addresses, XML and JSON, cURL, reports. Write only, text only.',
  ],
])

export interface PermissionQuestion {
  permission: string
  /** Origin or address of the document that asks; Chromium gives either. */
  requester: string
  isMainFrame: boolean
}

export function grantsPermission(
  own: AppAddress,
  { permission, requester, isMainFrame }: PermissionQuestion,
): boolean {
  return grantedPermissions.has(permission) && isMainFrame && own.owns(requester)
}
