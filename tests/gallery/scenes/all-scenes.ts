import type { Scene } from '../scene.ts'
import { empty } from './empty.ts'

export const SCENES: Scene[] = [empty]
