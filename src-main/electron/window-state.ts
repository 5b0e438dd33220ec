import { readJson, writeJson } from './json-file.ts'

export interface Bounds {
  x: number
  y: number
  width: number
  height: number
}

export interface WindowState {
  /** Without a place the window is centred. */
  bounds: Bounds | { width: number; height: number }
  maximised: boolean
}

export const MIN_SIZE = { width: 900, height: 600 }
const DEFAULT_SIZE = { width: 1280, height: 800 }
/** The window of one exchange stands beside the workbench's own, which shows the list as well. */
export const EXCHANGE_WINDOW: WindowState = { bounds: { width: 960, height: 720 }, maximised: false }
/** At least this much of the window must be on a screen, so that the user can see it and take hold of it. */
const GRIP = { width: 120, height: 60 }

/**
 * Returns the state in a file, or the default: the file may be damaged, and its screen may be gone. `screens` are the
 * work areas of the present displays.
 */
export function decodeWindowState(value: unknown, screens: Bounds[]): WindowState {
  if (!isRecord(value)) return defaultState()
  const bounds = decodeBounds(value['bounds'])
  if (!bounds || !screens.some((screen) => isWithinReach(bounds, screen))) return defaultState()
  return { bounds, maximised: value['maximised'] === true }
}

function defaultState(): WindowState {
  return { bounds: { ...DEFAULT_SIZE }, maximised: false }
}

function decodeBounds(value: unknown): Bounds | null {
  if (!isRecord(value)) return null
  const { x, y, width, height } = value
  if (!isCoordinate(x) || !isCoordinate(y) || !isCoordinate(width) || !isCoordinate(height)) return null
  if (width < MIN_SIZE.width || height < MIN_SIZE.height) return null
  return { x, y, width, height }
}

/** Electron takes 32-bit integers and throws at anything else. */
function isCoordinate(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) < 100_000
}

/** The title bar is on top, so the top edge must be on the screen, not just any corner. */
function isWithinReach(window: Bounds, screen: Bounds): boolean {
  const shownWidth = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x)
  const below = screen.y + screen.height - window.y
  return shownWidth >= GRIP.width && window.y >= screen.y && below >= GRIP.height
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

export function readWindowState(file: string, screens: Bounds[]): WindowState {
  return decodeWindowState(readJson(file), screens)
}

export function writeWindowState(file: string, state: WindowState): void {
  writeJson(file, state)
}
