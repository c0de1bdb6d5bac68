// Invented conversations for the fake API, in the four languages. People, firms and domains do not exist.
export interface Story {
  locale: string
  subject: string
  /** Turns of customer and agent; a turn beginning with "#" is an internal note. */
  turns: string[]
  tags: string[]
}

export const stories: readonly Story[] = [
  {
    locale: 'de',
    subject: 'Rechnung 2026-1187 doppelt abgebucht',
    tags: ['rechnung', 'zahlung'],
    turns: [
      'Guten Tag,\n\ndie Rechnung 2026-1187 wurde am 3. und noch einmal am 5. November von unserem Konto abgebucht. Bitte erstatten Sie einen der beiden Beträge.\n\nMit freundlichen Grüßen',
      '#Buchhaltung bestätigt: zweite Abbuchung war ein Fehler im Lauf vom 5.11. Erstattung ist freigegeben.',
      'Guten Tag,\n\nSie haben recht, bitte entschuldigen Sie. Die Erstattung ist veranlasst und in zwei bis drei Tagen auf Ihrem Konto.\n\nFreundliche Grüße',
      'Vielen Dank für die schnelle Antwort! Können Sie mir die Gutschrift noch als PDF senden?',
    ],
  },
  {
    locale: 'en',
    subject: 'Cannot sign in after changing my phone',
    tags: ['sign-in', '2fa'],
    turns: [
      'Hello,\n\nI got a new phone yesterday and my authenticator codes are gone. The recovery codes I printed are not accepted either. Could you help me get back in?\n\nThanks a lot',
      '#Verified by call-back on the number in the contract. OK to reset the second factor.',
      'Hi,\n\nno problem. We have confirmed your identity by phone and reset the second factor. Please sign in with your password and set up the app again.\n\nBest regards',
    ],
  },
  {
    locale: 'nl',
    subject: 'Bestelling 44821 is nog niet aangekomen',
    tags: ['levering'],
    turns: [
      'Beste,\n\nMijn bestelling 44821 zou dinsdag geleverd worden, maar ik heb nog niets ontvangen. De track-and-trace staat al drie dagen op “in behandeling”.\n\nKunt u dit uitzoeken?',
      'Beste klant,\n\nDank voor uw bericht. Het pakket is bij de vervoerder blijven liggen. Wij hebben een nieuwe zending klaargezet, die morgen bij u is.\n\nMet vriendelijke groet',
    ],
  },
  {
    locale: 'it',
    subject: 'Richiesta di accesso ai miei dati personali',
    tags: ['privacy', 'gdpr'],
    turns: [
      'Buongiorno,\n\nai sensi dell’articolo 15 del GDPR chiedo una copia di tutti i dati personali che conservate su di me.\n\nCordiali saluti',
      '#Avviare la procedura di accesso: scadenza 30 giorni. Identità ancora da verificare.',
    ],
  },
  {
    locale: 'en',
    subject: 'Export to CSV cuts off after 1,000 rows',
    tags: ['bug', 'export'],
    turns: [
      'Hi team,\n\nthe CSV export of our contacts stops at exactly 1,000 rows, although we have about 3,400. Is this a limit or a bug? We need the full list for an audit on Friday.\n\nSteps: Contacts → Export → CSV.',
    ],
  },
  {
    locale: 'de',
    subject: 'Anhang lässt sich nicht öffnen',
    tags: ['anhang'],
    turns: [
      'Hallo,\n\nder Vertrag, den Sie mir gestern geschickt haben, lässt sich nicht öffnen. Mein Programm meldet eine beschädigte Datei.\n\nViele Grüße',
      'Guten Tag,\n\ndas tut uns leid. Im Anhang finden Sie den Vertrag noch einmal. Geben Sie uns gern Bescheid, ob es jetzt klappt.\n\nFreundliche Grüße',
    ],
  },
  {
    locale: 'it',
    subject: 'Il modulo di contatto restituisce un errore',
    tags: ['sito'],
    turns: [
      'Salve,\n\nda stamattina il modulo sul vostro sito risponde “errore 500” quando allego una foto. Senza allegato funziona.\n\nGrazie',
      'Buongiorno,\n\ngrazie della segnalazione: il problema è stato corretto. Può riprovare quando vuole.\n\nCordiali saluti',
    ],
  },
  {
    locale: 'nl',
    subject: 'Vraag over de verwerkersovereenkomst',
    tags: ['contract', 'privacy'],
    turns: [
      'Goedemiddag,\n\nWaar kunnen wij de actuele verwerkersovereenkomst downloaden, en staan de subverwerkers daarin vermeld?\n\nMet vriendelijke groet',
    ],
  },
  {
    locale: 'en',
    subject: 'Change of delivery address for next month',
    tags: ['delivery'],
    turns: [
      'Hello,\n\nwe are moving on the 1st. Please send everything from next month to our new office: 14 Harbour Lane, Bristol.\n\nKind regards',
      'Hello,\n\ndone – all deliveries from the 1st go to Harbour Lane. Good luck with the move!\n\nBest regards',
      'Wonderful, thank you!',
    ],
  },
  {
    locale: 'de',
    subject: 'Schulung für neue Mitarbeiterinnen im Dezember?',
    tags: ['schulung'],
    turns: [
      'Guten Morgen,\n\nbieten Sie im Dezember noch eine Einführungsschulung an? Wir hätten fünf Personen.\n\nBeste Grüße',
    ],
  },
]

export const people: readonly [string, string, string][] = [
  ['Anna Mertens', 'anna.mertens@nordlicht-optik.example', 'de'],
  ['Tom Whitfield', 'tom@whitfield-partners.example', 'en'],
  ['Sanne de Vries', 's.devries@fietsenhuis.example', 'nl'],
  ['Giulia Ferrari', 'giulia.ferrari@studioferrari.example', 'it'],
  ['Karl-Heinz Böttcher', 'kh.boettcher@boettcher-bau.example', 'de'],
  ['Priya Raman', 'priya.raman@lumenworks.example', 'en'],
  ['Marco Bianchi', 'marco.bianchi@posta.example', 'it'],
  ['Lotte van den Berg', 'lotte@bakkerijvandenberg.example', 'nl'],
  ['Maximilian Alexander von Hohenberg-Lindenfels', 'm.v.hohenberg@lindenfels-stiftung.example', 'de'],
  ['Aoife Byrne', 'aoife.byrne@harbourdesign.example', 'en'],
  ['李 伟', 'li.wei@eastgate.example', 'en'],
  ['Chiara Moretti', 'chiara@morettivini.example', 'it'],
]
