import type { RevisionModule } from 'limbeck'
import * as countWords from './versions/5bf8dc26280c_count_words.js'
import * as mergeSearchAndAttachments from './versions/5cc9a4069232_merge_search_and_attachments.js'
import * as pinNotes from './versions/8fe01644cf68_pin_notes.js'
import * as createAttachment from './versions/02f346bfa084_create_attachment.js'
import * as attachmentsOfKnownKinds from './versions/246d25f7fa44_attachments_of_known_kinds.js'
import * as splitWeather from './versions/684a61f5b464_split_weather.js'
import * as noteWeatherAndLastChange from './versions/b217e2df0b67_note_weather_and_last_change.js'
import * as listAttachmentKinds from './versions/be871c76788b_list_attachment_kinds.js'
import * as fullTextSearch from './versions/c5e292c49a6d_full_text_search.js'
import * as moveTagsOutOfBodies from './versions/c729e77aa243_move_tags_out_of_bodies.js'
import * as createNote from './versions/caf5b87c39d5_create_note.js'
import indexNotesByTime from './versions/d5f3f3017d50_index_notes_by_time.sql'
import * as oneTagPerName from './versions/d52ea25313f9_one_tag_per_name.js'
import * as createTag from './versions/fa35d49e26fe_create_tag.js'

/** The history of the notebook's schema; the SQL file as its text. */
export const migrations: readonly (RevisionModule | string)[] = [
  createNote,
  indexNotesByTime,
  noteWeatherAndLastChange,
  createTag,
  moveTagsOutOfBodies,
  fullTextSearch,
  countWords,
  createAttachment,
  listAttachmentKinds,
  mergeSearchAndAttachments,
  oneTagPerName,
  attachmentsOfKnownKinds,
  splitWeather,
  pinNotes,
]
