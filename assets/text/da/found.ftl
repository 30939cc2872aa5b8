### Tekst og koder, som er fundet på billedet, og hvad der er valgt for dem

found-text = Tekst
found-codes = Koder
found-text-number = Tekst { $number }
found-code-number = Kode { $number }
found-named = { $name }, { $grade }
found-none = Der er hverken fundet tekst eller koder.
found-looking = Leder efter tekst og koder …
found-not-yet = Der er endnu ikke ledt efter tekst og koder.
found-look-now = Led efter tekst og koder nu
found-cover = Dæk
found-covered = Dækket
found-leave = Lad være synlig
found-visible = Forbliver synlig
found-need-not = Kræver ikke et valg i denne kanal
found-cover-all = Dæk alle ({ $count })
found-cover-all-action = Dæk al tekst og alle koder
found-rest-visible = Lad resten være synlig ({ $count })
found-rest-visible-action = Lad resten af tekst og koder være synlig
found-hint = R dækker, N lader det være synligt. En kode, der er dækket, kan ikke læses.
found-number-hint = Det ligner et personnummer. Dæk det.
found-checklist = { $count ->
    [0] Tekst og koder: ingen fundet
    [one] Tekst og koder: ét sted, valget er truffet
   *[other] Tekst og koder: { $count } steder, alle valg er truffet
}
found-checklist-open = { $count ->
    [one] Tekst og koder: tag stilling til ét sted
   *[other] Tekst og koder: tag stilling til { $count } steder
}
found-checklist-rest = Programmet har ledt efter navneskilte, tavler, patientarmbånd, skærme, papirer, skilte og koder. Det her kan det ikke se:
found-ask-title = Lad et personnummer være synligt?
found-ask-explain = Det ligner et personnummer. Den, der ser kopien, kan læse det og ved så, hvem personen er. Lad det kun være synligt, hvis det ikke tilhører nogen, for eksempel hvis det er et eksempel.
found-ask-yes = Lad nummeret være synligt
found-ask-no = Dæk det
found-edit-cover-all = dæk al tekst og alle koder
found-edit-rest-may-be-seen = lad resten af tekst og koder være synlig
found-edit-may-be-seen = lad { $region } være synlig
found-edit-writing = tekst { $number }
found-edit-code = kode { $number }
found-gate-not-searched = Der er ikke ledt efter tekst og koder på billedet. Vent, til søgningen er slut. Er den stoppet, så start den igen under ”Ansigter”.
found-gate-undecided = Her er fundet tekst eller en kode. Dæk den, eller lad den være synlig.
found-gate-number = Det ligner et personnummer og er synligt. Dæk det, eller bekræft endnu en gang, at det må ses.
found-gate-number-forbidden = Organisationens regler tillader ikke, at et personnummer kan ses. Dæk det.
found-still-code = Kopien er ikke gemt: En kode på den kan stadig læses, ved { $place }. Dæk den med et større område, og eksportér igen.
found-still-number = Kopien er ikke gemt: Noget, der ligner et personnummer, kan stadig læses på den, ved { $place }. Dæk det med et større område, og eksportér igen.
found-search-failed = Søgningen efter tekst og koder blev ikke færdig: { $photo }. Vælg billedet, og start den igen under ”Ansigter”.
found-decision-only = Område { $region } skal være synligt, men er hverken tekst eller en kode. Skriv "what": text eller code; for et ansigt skrives "keep" med et samtykke.
found-grade-personal-number = personnummer
found-grade-phone = telefonnummer
found-grade-date = dato
found-grade-name-like = måske et navn
found-grade-writing = anden tekst
found-grade-qr = QR-kode
found-grade-data-matrix = Data Matrix-kode
found-grade-aztec = Aztec-kode
found-grade-pdf417 = PDF417-kode
found-grade-bars = stregkode

rules-identifiers-decided = Der tages stilling til tekst og koder for alle kanaler, ikke kun de eksterne.
rules-no-visible-numbers = Intet personnummer må være synligt.

# Hints of people of whom no face is seen; nobody has to decide them.
somebody-title = Måske en person uden synligt ansigt
somebody-explain = Set bagfra, eller kun delvist? Omkring halvdelen passer. Tøj, krop eller sted kan også røbe, hvem det er.
somebody-number = Person { $number }
somebody-cover = Dæk personen
somebody-cover-number = Dæk person { $number }
somebody-leave = Lad personen være synlig
somebody-leave-number = Lad person { $number } være synlig
