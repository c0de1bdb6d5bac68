// Which language a text is in, by counting its most frequent small words: right for a sentence, cheap, and told apart
// from "unknown", where every language is tried.

export const LANGUAGES = ['en', 'de', 'nl', 'it', 'fr', 'es', 'pt'] as const
export type Language = (typeof LANGUAGES)[number]

/** Tokens looked at. A mail's language shows in its first paragraph. */
const LOOKED_AT = 300
/** A word shared by four languages counts a quarter for each; below one word's worth nothing is known. */
const ENOUGH = 1
/** A second language this close to the first is taken too: mixed mails, and close relatives. */
const CLOSE = 0.7

// biome-ignore format: one line a language reads best
const FUNCTION_WORDS: Record<Language, string> = {
  en: 'the of and to in a is that it was for on are with as his they at be this from have or by had not but what all were when we there can an your which their said if do will each about how up out them then she many some so these would other into has her two him see could no than been its who now my over did down only way may i you he me our am does where why hello please thanks',
  de: 'der die das und in zu den dem des ein eine einen einem einer eines ist sind war waren nicht mit sich auf für von vom zum zur im am an als auch es er sie wir ihr ich mir mich mein meine meinen sein seine haben habe hat hatte wird werden wurde wurden bei nach aus wie wenn dass oder aber nur noch so über um kann können bitte ihre ihren ihnen uns unser unsere diese dieser dieses kein keine mehr schon sehr was wo',
  nl: 'de het een en van ik te dat die in is niet op aan met als voor er maar om hem dan zou of wat mijn men dit zo door over ze zich bij ook tot je mij uit der daar haar naar heb hoe heeft hebben deze u want nog zal me zij nu geen omdat iets worden toch al waren veel meer doen toen moet ben zonder kan hun dus alles onder ja werd wezen zelf tegen na reeds wil kon niets uw iemand geweest wij ons onze wordt zijn',
  it: 'il lo la i gli le un uno una di a da in con su per tra fra e o ma se che non si è sono ho hai ha abbiamo hanno era erano essere avere del dello della dei degli delle al allo alla ai agli alle dal dalla nel nella nei nelle sul sulla mi ti ci vi io noi voi loro lei lui mio mia suo sua questo questa quello quella come quando dove cosa chi anche più già molto ancora perché stato stata',
  fr: 'le la les un une des du de et à au aux en dans sur pour par avec sans sous est sont était ai as avons avez ont être avoir que qui quoi dont où ne pas plus ce cet cette ces mon ma mes son sa ses notre nos votre vos leur leurs je tu il elle on nous vous ils elles me te se y mais ou donc si comme quand aussi très bien fait été merci bonjour',
  es: 'el la los las un una unos unas de del a al en con por para sin sobre y o pero si que no se es son era está están ha he han haber ser estar lo le les me te nos mi mis su sus tu este esta esto estos estas ese esa eso como cuando donde quien cual más muy ya también porque todo todos hay fue yo usted ustedes gracias hola',
  pt: 'o a os as um uma uns umas de do da dos das em no na nos nas ao aos à por pelo pela para com sem sobre e ou mas se que não é são era está estão foi ser estar ter tem tenho há eu você ele ela nós vocês eles elas me te lhe meu minha seu sua este esta isto esse essa isso como quando onde quem qual mais muito já também porque obrigado obrigada olá',
}

const weights = new Map<string, { languages: Set<Language>; weight: number }>()
for (const language of LANGUAGES) {
  for (const word of FUNCTION_WORDS[language].split(' ')) {
    const entry = weights.get(word) ?? { languages: new Set(), weight: 0 }
    entry.languages.add(language)
    entry.weight = 1 / entry.languages.size
    weights.set(word, entry)
  }
}

/** True for a small word of one of the languages. Expects a normalised word. */
export function isFunctionWord(word: string, languages: readonly Language[]): boolean {
  const entry = weights.get(word)
  return entry !== undefined && languages.some((language) => entry.languages.has(language))
}

/** The likeliest language, with a second one when it is close; empty when nothing is known. Expects normalised words. */
export function detectLanguages(words: Iterable<string>): Language[] {
  const scores = new Map<Language, number>()
  let looked_at = 0
  for (const word of words) {
    if (++looked_at > LOOKED_AT) break
    const entry = weights.get(word)
    if (!entry) continue
    for (const language of entry.languages) scores.set(language, (scores.get(language) ?? 0) + entry.weight)
  }
  const ranked = [...scores].sort(([, a], [, b]) => b - a)
  const [best, second] = ranked
  if (!best || best[1] < ENOUGH) return []
  return second && second[1] >= best[1] * CLOSE ? [best[0], second[0]] : [best[0]]
}
