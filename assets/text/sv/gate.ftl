### Ett samtycke är en persons

gate-consent-twice = Det här samtycket visar redan ett annat ansikte på bilden, och ett samtycke är en persons. Maskera ansiktet, välj det samtycke som personen har gett, eller säg att det är samma person igen.
gate-same-person = Samma person igen, i en spegel eller en bild på väggen
gate-same-person-explain = Det här samtycket visar redan ett annat ansikte på den här bilden.
gate-kept-again = Visas med samtycke { $consent }, samma person igen
batch-edit-same-person = samma person igen, { $region }
batch-edit-not-same-person = inte samma person, { $region }
cli-verify-consent-twice = Fler ansikten visas än personer har samtyckt, och ingen har sagt att någon av dem visas två gånger. Ta ner kopian och exportera bilden igen.

### Den andra personen

gate-operator = Exporterad av (referens, inget namn)
gate-no-operator = Det framgår inte vem som exporterar, så ingen vet om den andra personen är en annan. Skriv referensen till den som exporterar (på kommandoraden: --operator).

### Vad som visas utan samtycke

gate-not-a-face-visible = { $count ->
        [one] 1 hittat ansikte visas som ”inte ett ansikte”.
       *[other] { $count } hittade ansikten visas som ”inte ett ansikte”.
    }

### Filen med beslut

decisions-contradiction = Filen med beslut säger två olika saker om ett ansikte: område { $one } och område { $other }. Besluta om ansiktet en gång och försök igen.
decisions-two-entries = Filen med beslut har mer än en post för den här bilden: { $entries }. Låt en stå kvar och försök igen.
decisions-which-photo = I filen med beslut kan { $name } betyda flera bilder. Skriv bildens sökväg och försök igen.
decisions-unfit = I filen med beslut ska område { $region } visas men passar inte det ansikte som det ligger på. Använd ansiktets ram så som ”sladd detect” anger den och försök igen.
decisions-several = I filen med beslut ska område { $region } visas men passar flera ansikten. Använd ansiktets ram så som ”sladd detect” anger den och försök igen.
decisions-no-area = I filen med beslut har område { $region } ingen yta. Rätta det och försök igen.
decisions-outside = I filen med beslut ligger område { $region } utanför bilden. Rätta det och försök igen.
decisions-no-consent = I filen med beslut ska område { $region } visas men nämner inget samtycke. Lägg till samtycket eller maskera ansiktet.
decisions-not-kept = I filen med beslut säger område { $region } något som bara gäller ett ansikte som visas: ett samtycke, eller att det är samma person. Rätta det och försök igen.
decisions-only-faces = I filen med beslut är område { $region } inget ansikte, och bara ett ansikte kan visas eller kallas ”inte ett ansikte”. Rätta det och försök igen.
decisions-purposes = Kommandot anger ändamålet { $asked }, och filen med beslut säger { $said }. Utelämna det ena och försök igen.
decisions-captions = Kommandot och filen med beslut har två olika bildtexter. Utelämna den ena och försök igen.
decisions-second-persons = Kommandot och filen med beslut nämner två olika personer som har godkänt. Utelämna den ena och försök igen.
decisions-second-person = Referensen till den andra personen i filen med beslut är för lång eller liknar ett personnummer eller ett namn. Skriv en annan och försök igen.
decisions-not-here = Filen med beslut har en post för en bild som inte är bland dessa: { $photo }. Den användes inte.

### Var en kopia lades ut

posting-noted = Det är noterat att kopian lades ut där.
posting-channel = Kopian är inte godkänd för den här kanalen ({ $channel }). Ta ner den därifrån och notera det, eller exportera bilden igen för den här kanalen.
posting-consent = Ett samtycke som kopian bygger på gäller inte längre. Ta ner kopian och notera det.
posting-expired = Kopians egen tid gick ut { $day }. Ta ner den och notera det, eller exportera bilden igen.
posting-replaced = Kopian har ersatts av en annan. Ta ner den, notera det och lägg ut den andra i stället.

### Vems regler

policy-fault-country-variable = SLADD_COUNTRY är ”{ $value }”, vilket inte är ett land som Sladd känner till. Sätt den till DK, NO eller SE, eller ta bort den.
policy-fault-settings-country = Datamappens inställningar är för { $base }, och { $asked } valdes. Utelämna --country och SLADD_COUNTRY, eller byt land i inställningarna. Inget gjordes.

### While a copy is being written

gate-being-written = Kopian av den här bilden skrivs just nu, så inget ändrades. Rita eller besluta igen när den är klar.

### Vad som liknar ett ansikte och kallas ”inte ett ansikte”

gate-what-is-it = Det här liknar ett ansikte. Vad är det?
gate-choose-statue = Staty eller byst
gate-choose-picture = Bild: en målning, ett foto, en skärm
gate-choose-poster = Affisch eller tryck
gate-choose-animal = Djur
gate-choose-doll = Docka eller övningsdocka
gate-choose-nothing = Ingenting: ett mönster eller en skugga
gate-instead-statue = staty
gate-instead-picture = bild
gate-instead-poster = affisch
gate-instead-animal = djur
gate-instead-doll = docka
gate-instead-nothing = ingenting
gate-instead-hint = En verklig person på en bild eller affisch känns igen där också: maskera ansiktet eller visa det med samtycke.
gate-leave = Låt det vara som det var
gate-not-a-face-what = Inte ett ansikte: { $what }
gate-not-a-face-unsaid = ingen har sagt vad det är
gate-not-a-face-reason = Det här liknar ett ansikte. Ange vad det är i stället: tryck N vid ansiktet, eller skriv det i filen med beslut ("what": statue, picture, poster, animal, doll eller nothing). Maskera det annars.
gate-looks-like-faces = { $count ->
        [one] Det här liknar ett ansikte och visas: 1. Titta på det en gång till.
       *[other] De här liknar ansikten och visas: { $count }. Titta på dem en gång till.
    }
gate-look-again-title = Titta på de här en gång till
gate-look-again-explain = De liknar ansikten och visas där alla kan se dem.
gate-look-again = Jag har tittat på var och en. Ingen visar en verklig person.
gate-reexport-not-a-face = I den tidigare kopian visas något som liknar ett ansikte, som ”inte ett ansikte”, och det är inte noterat vad det är. Öppna originalet i fönstret (eller använd en fil med beslut), ange vad det är eller maskera det, och exportera bilden igen.
decisions-wrong-what = I filen med beslut säger område { $region } vad som finns där i stället för ett ansikte (statue, picture, poster, animal, doll, nothing), och det hör bara till ”not_a_face”. Rätta det och försök igen.
batch-edit-not-a-face-what = { $region } är inte ett ansikte: { $what }
batch-edit-confirm-visible = tittat en gång till på det som visas
batch-edit-unconfirm-visible = inte tittat en gång till på det som visas
rules-no-face-second-person = En annan person godkänner varje bild där något liknar ett ansikte och kallas ”inte ett ansikte”.
