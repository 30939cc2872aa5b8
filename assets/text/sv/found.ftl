### Text och koder som har hittats i bilden, och vad som är valt för dem

found-text = Text
found-codes = Koder
found-text-number = Text { $number }
found-code-number = Kod { $number }
found-named = { $name }, { $grade }
found-none = Varken text eller koder har hittats.
found-looking = Letar efter text och koder …
found-not-yet = Programmet har inte letat efter text och koder än.
found-look-now = Leta efter text och koder nu
found-cover = Täck
found-covered = Täckt
found-leave = Låt synas
found-visible = Förblir synligt
found-need-not = Kräver inget val i den här kanalen
found-cover-all = Täck alla ({ $count })
found-cover-all-action = Täck all text och alla koder
found-rest-visible = Låt resten synas ({ $count })
found-rest-visible-action = Låt resten av text och koder synas
found-hint = R täcker, N låter det synas. En kod som är täckt kan inte läsas.
found-number-hint = Detta liknar ett personnummer. Täck det.
found-checklist = { $count ->
    [0] Text och koder: inga hittades
    [one] Text och koder: ett ställe, valet är gjort
   *[other] Text och koder: { $count } ställen, alla val är gjorda
}
found-checklist-open = { $count ->
    [one] Text och koder: ta ställning till ett ställe
   *[other] Text och koder: ta ställning till { $count } ställen
}
found-checklist-rest = Programmet har letat efter namnskyltar, tavlor, ID-band, skärmar, papper, skyltar och koder. Det här kan det inte se:
found-ask-title = Låta ett personnummer synas?
found-ask-explain = Detta liknar ett personnummer. Den som ser kopian kan läsa det och vet då vem personen är. Låt det bara synas om det inte tillhör någon, till exempel om det är ett exempel.
found-ask-yes = Låt numret synas
found-ask-no = Täck det
found-edit-cover-all = täck all text och alla koder
found-edit-rest-may-be-seen = låt resten av text och koder synas
found-edit-may-be-seen = låt { $region } synas
found-edit-writing = text { $number }
found-edit-code = kod { $number }
found-gate-not-searched = Programmet har inte letat efter text och koder i bilden. Vänta tills sökningen är klar. Har den stannat, så starta den igen under ”Ansikten”.
found-gate-undecided = Här har text eller en kod hittats. Täck den, eller låt den synas.
found-gate-number = Detta liknar ett personnummer och syns. Täck det, eller bekräfta en gång till att det får synas.
found-gate-number-forbidden = Organisationens regler tillåter inte att ett personnummer syns. Täck det.
found-still-code = Kopian har inte sparats: en kod i den går fortfarande att läsa, vid { $place }. Täck den med ett större område och exportera igen.
found-still-number = Kopian har inte sparats: något som liknar ett personnummer går fortfarande att läsa i den, vid { $place }. Täck det med ett större område och exportera igen.
found-search-failed = Sökningen efter text och koder blev inte klar: { $photo }. Välj bilden och starta den igen under ”Ansikten”.
found-decision-only = Område { $region } ska synas men är varken text eller en kod. Skriv "what": text eller code; för ett ansikte skrivs "keep" med ett samtycke.
found-grade-personal-number = personnummer
found-grade-phone = telefonnummer
found-grade-date = datum
found-grade-name-like = kanske ett namn
found-grade-writing = annan text
found-grade-qr = QR-kod
found-grade-data-matrix = Data Matrix-kod
found-grade-aztec = Aztec-kod
found-grade-pdf417 = PDF417-kod
found-grade-bars = streckkod

rules-identifiers-decided = Ställning tas till text och koder för alla kanaler, inte bara de externa.
rules-no-visible-numbers = Inget personnummer får synas.

# Hints of people of whom no face is seen; nobody has to decide them.
somebody-title = Kanske en person utan synligt ansikte
somebody-explain = Sedd bakifrån, eller bara delvis? Ungefär hälften stämmer. Kläder, kropp eller plats kan också avslöja vem det är.
somebody-number = Person { $number }
somebody-cover = Täck personen
somebody-cover-number = Täck person { $number }
somebody-leave = Låt personen synas
somebody-leave-number = Låt person { $number } synas
