// HTML that strangers write: made safe to keep, turned to text, and shown as a document of its own.
export { htmlToText } from '../../mail/reading/html-text.ts'
export { sanitise } from '../../mail/reading/sanitise.ts'
export { type FrameParts, renderFrame, textToHtml } from './frame.ts'
