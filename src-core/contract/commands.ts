import { aboutCommands } from './about.ts'
import { accountCommands } from './account.ts'
import { alarmCommands } from './alarm.ts'
import { burstCommands } from './burst.ts'
import { callbackCommands } from './callback.ts'
import { catalogueCommands } from './catalogue.ts'
import type { Command, InputOf, ResultOf } from './command.ts'
import { checkUpCommands } from './check-up.ts'
import { comparisonCommands } from './comparison.ts'
import { conversionCommands } from './conversion.ts'
import { filterCommands } from './filter.ts'
import { historyCommands } from './history.ts'
import { issuesCommands } from './issues.ts'
import { preferencesCommands } from './preferences.ts'
import { probeCommands } from './probe.ts'
import { rehearsalCommands } from './rehearsal.ts'
import { replayCommands } from './replay.ts'
import { replyCommands } from './reply.ts'
import { rulesCommands } from './rules.ts'
import { runCommands } from './run.ts'
import { sampleCommands } from './sample.ts'
import { sendingCommands } from './sending.ts'
import { sharingCommands } from './sharing.ts'
import { signingCommands } from './signing.ts'
import { templateCommands } from './template.ts'
import { tunnelCommands } from './tunnel.ts'
import { undoCommands } from './undo.ts'
import { updatesCommands } from './updates.ts'
import { workbenchCommands } from './workbench.ts'

/**
 * The one table of commands, joined from the tables of the nouns. The types on both sides, the decoding, the allow-list
 * and the check that every command has a handler all come from it (`../app.ts`). Names are `noun.verb`.
 */
export const commands = {
  ...workbenchCommands,
  ...aboutCommands,
  ...catalogueCommands,
  ...sampleCommands,
  ...historyCommands,
  ...filterCommands,
  ...issuesCommands,
  ...replyCommands,
  ...templateCommands,
  ...rulesCommands,
  ...signingCommands,
  ...callbackCommands,
  ...alarmCommands,
  ...accountCommands,
  ...preferencesCommands,
  ...sendingCommands,
  ...replayCommands,
  ...comparisonCommands,
  ...sharingCommands,
  ...checkUpCommands,
  ...burstCommands,
  ...rehearsalCommands,
  ...runCommands,
  ...probeCommands,
  ...conversionCommands,
  ...tunnelCommands,
  ...undoCommands,
  ...updatesCommands,
} satisfies Record<string, Command>

export type Commands = typeof commands
export type CommandName = keyof Commands
export type CommandInput<Name extends CommandName> = InputOf<Commands[Name]>
export type CommandResult<Name extends CommandName> = ResultOf<Commands[Name]>
