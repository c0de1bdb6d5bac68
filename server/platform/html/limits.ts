// What one piece of a stranger's HTML may make us build. Every loop over it ends at one of these.

const KB = 1024
const MB = 1024 * KB

/** What one HTML part may make us build. Beyond these the part is shown as plain text. */
export const HTML_LIMITS = {
  /** As much is read; the rest is dropped. */
  source_chars: 1 * MB,
  text_chars: 512 * KB,
  elements: 20_000,
  /** Elements deeper than this lose their tags and keep their text. */
  depth: 200,
  output_chars: 2 * MB,
  /** Rounds of serialising and parsing again until nothing changes; ordinary mail needs one. */
  stable_rounds: 5,
  url_chars: 2_048,
  attribute_chars: 1_000,
  style_chars: 4 * KB,
  links: 500,
  remote_images: 500,
  inline_images: 200,
  /** Distinct style attributes whose result is remembered; bounds the memory, not the correctness. */
  remembered_styles: 2_000,
} as const
