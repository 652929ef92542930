export { redoChanged, type Undone } from './redo-changed.js'
