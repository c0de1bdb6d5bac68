// HTML that strangers write: made safe to keep, turned to text, and shown as a document of its own.
export { type Blots, blotHtml, blotPlain, blotText, lettersOf, readRedactTags } from './blot.ts'
export { type FrameParts, renderFrame, textToHtml } from './frame.ts'
export { sanitise } from './sanitise.ts'
