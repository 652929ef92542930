import { basename, join, resolve, sep } from 'node:path'
import { importedFiles } from '../scripts/imported-files.js'
import { isRevision, listFiles } from '../scripts/list-files.js'
import { locationsOf } from '../scripts/script-directory.js'
import { findConfiguration } from './configuration/find-configuration.js'
import { type Project, scriptOptions } from './project.js'

/** What a compilation is made of: when it changes, it is time for another one. */
export interface ProjectParts {
  /** The revisions, what they import, and the configuration. */
  readonly files: readonly string[]
  /** Where more revisions may come; these folders need not be there. */
  readonly locations: readonly string[]
  /** Whether they may also come in folders in there. */
  readonly recursive: boolean
  /** Where released ones are, if any. */
  readonly released: string | undefined
}

/** What the revisions of a project are compiled from, as it is now. Nothing is run, and nothing need be right. */
export function projectParts({ settings, folder, file }: Pick<Project, 'settings' | 'folder' | 'file'>): ProjectParts {
  const configuration = file === undefined ? [] : [file]
  const directory = settings.script === undefined ? undefined : resolve(folder, settings.script)
  const options = scriptOptions(settings, folder)
  const locations = directory === undefined ? [] : locationsOf(directory, options)
  return {
    files: importedFiles([...listFiles(locations, options.recursive), ...configuration]),
    locations,
    recursive: options.recursive,
    released: directory === undefined ? undefined : join(directory, 'released'),
  }
}

/** What is known of them before the configuration is read, right or wrong. */
export function configurationParts(cwd: string, named: string | undefined): ProjectParts {
  let file: string | undefined
  try {
    file = findConfiguration(cwd, named)
  } catch {}
  return projectParts({ settings: {}, folder: cwd, file })
}

/** The folders in which there may be new parts. */
export const foldersOf = ({ locations, released }: ProjectParts): readonly string[] =>
  released === undefined ? locations : [...locations, released]

/** Whether a file is a part, or would be one as a new revision. What editors write beside a file is none. */
export const isPart = (parts: ProjectParts, file: string): boolean =>
  parts.files.includes(resolve(file)) ||
  (isRevision(basename(file)) && foldersOf(parts).some((folder) => resolve(file).startsWith(folder + sep)))
