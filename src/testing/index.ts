export { InjectedError, type Recorded, type RecordedEvent, type RecordingOptions, recording } from './recording.js'
