### Tekst og koder som er funnet i bildet, og hva som er avgjort for dem

found-text = Tekst
found-codes = Koder
found-text-number = Tekst { $number }
found-code-number = Kode { $number }
found-named = { $name }, { $grade }
found-none = Det er verken funnet tekst eller koder.
found-looking = Søker etter tekst og koder …
found-not-yet = Det er ikke søkt etter tekst og koder ennå.
found-look-now = Søk etter tekst og koder nå
found-cover = Dekk
found-covered = Dekket
found-leave = La være synlig
found-visible = Forblir synlig
found-need-not = Trenger ikke avgjøres for denne kanalen
found-cover-all = Dekk alle ({ $count })
found-cover-all-action = Dekk all tekst og alle koder
found-rest-visible = La resten være synlig ({ $count })
found-rest-visible-action = La resten av tekst og koder være synlig
found-hint = R dekker, N lar det være synlig. En kode som er dekket, kan ikke leses.
found-number-hint = Dette ligner et fødselsnummer. Dekk det.
found-checklist = { $count ->
    [0] Tekst og koder: ingen funnet
    [one] Tekst og koder: ett sted, avgjort
   *[other] Tekst og koder: { $count } steder, alle avgjort
}
found-checklist-open = { $count ->
    [one] Tekst og koder: ett sted å avgjøre
   *[other] Tekst og koder: { $count } steder å avgjøre
}
found-checklist-rest = Programmet har søkt etter navneskilt, tavler, ID-armbånd, skjermer, papirer, skilt og koder. Dette kan det ikke se:
found-ask-title = La et fødselsnummer være synlig?
found-ask-explain = Dette ligner et fødselsnummer. Den som ser kopien, kan lese det og vet da hvem personen er. La det bare være synlig hvis det ikke tilhører noen, for eksempel hvis det er et eksempel.
found-ask-yes = La nummeret være synlig
found-ask-no = Dekk det
found-edit-cover-all = dekk all tekst og alle koder
found-edit-rest-may-be-seen = la resten av tekst og koder være synlig
found-edit-may-be-seen = la { $region } være synlig
found-edit-writing = tekst { $number }
found-edit-code = kode { $number }
found-gate-not-searched = Det er ikke søkt etter tekst og koder i bildet. Vent til søket er ferdig. Har det stoppet, så start det på nytt under «Ansikter».
found-gate-undecided = Her er det funnet tekst eller en kode. Dekk den, eller la den være synlig.
found-gate-number = Dette ligner et fødselsnummer og er synlig. Dekk det, eller bekreft en gang til at det kan vises.
found-gate-number-forbidden = Reglene i virksomheten tillater ikke at et fødselsnummer vises. Dekk det.
found-still-code = Kopien er ikke lagret: En kode i den kan fortsatt leses, ved { $place }. Dekk den med et større område, og eksporter på nytt.
found-still-number = Kopien er ikke lagret: Noe som ligner et fødselsnummer, kan fortsatt leses i den, ved { $place }. Dekk det med et større område, og eksporter på nytt.
found-search-failed = Søket etter tekst og koder ble ikke ferdig: { $photo }. Velg bildet, og start det på nytt under «Ansikter».
found-decision-only = Område { $region } skal være synlig, men er verken tekst eller en kode. Skriv "what": text eller code; for et ansikt skrives "keep" med et samtykke.
found-grade-personal-number = fødselsnummer
found-grade-phone = telefonnummer
found-grade-date = dato
found-grade-name-like = kanskje et navn
found-grade-writing = annen tekst
found-grade-qr = QR-kode
found-grade-data-matrix = Data Matrix-kode
found-grade-aztec = Aztec-kode
found-grade-pdf417 = PDF417-kode
found-grade-bars = strekkode

rules-identifiers-decided = Tekst og koder avgjøres for alle kanaler, ikke bare de eksterne.
rules-no-visible-numbers = Ingen fødselsnumre kan være synlige.

# Hints of people of whom no face is seen; nobody has to decide them.
somebody-title = Kanskje en person uten synlig ansikt
somebody-explain = Sett bakfra, eller bare delvis? Omtrent halvparten stemmer. Klær, kropp eller sted kan også røpe hvem det er.
somebody-number = Person { $number }
somebody-cover = Dekk personen
somebody-cover-number = Dekk person { $number }
somebody-leave = La personen være synlig
somebody-leave-number = La person { $number } være synlig
