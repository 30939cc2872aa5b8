### Ett samtycke är en persons

gate-consent-twice = Det här samtycket visar redan ett annat ansikte i bilden, och ett samtycke gäller en person. Maskera ansiktet, välj det samtycke som personen har lämnat, eller ange att det är samma person igen.
gate-same-person = Samma person igen, i en spegel eller en bild på väggen
gate-same-person-explain = Det här samtycket visar redan ett annat ansikte i den här bilden.
gate-kept-again = Visas med samtycke { $consent }, samma person igen
batch-edit-same-person = notera att { $region } är samma person
batch-edit-not-same-person = notera att { $region } inte är samma person
cli-verify-consent-twice = Fler ansikten visas än det finns personer som har samtyckt, och ingen har sagt att någon av dem visas två gånger. Avpublicera kopian och exportera bilden igen.

### Den andra personen

gate-operator = Exporterad av (hänvisning, inte namn)
gate-no-operator = Det framgår inte vem som exporterar, så ingen kan se om någon annan har godkänt. Skriv en hänvisning för den som exporterar (på kommandoraden: --operator).

### Vad som visas utan samtycke

gate-not-a-face-visible = { $count ->
        [one] 1 hittat ansikte visas som ”inte ett ansikte”.
       *[other] { $count } hittade ansikten visas som ”inte ett ansikte”.
    }

### Filen med val

decisions-contradiction = Filen med val säger två olika saker om ett ansikte: område { $one } och område { $other }. Ta ställning till ansiktet en gång och försök igen.
decisions-two-entries = Filen med val har mer än en post för den här bilden: { $entries }. Låt en stå kvar och försök igen.
decisions-which-photo = I filen med val kan { $name } betyda flera bilder. Skriv bildens sökväg och försök igen.
decisions-unfit = I filen med val ska område { $region } visas men passar inte det ansikte som det ligger på. Använd ansiktets ram så som ”sladd detect” anger den och försök igen.
decisions-several = I filen med val ska område { $region } visas men passar flera ansikten. Använd ansiktets ram så som ”sladd detect” anger den och försök igen.
decisions-no-area = I filen med val har område { $region } ingen yta. Rätta det och försök igen.
decisions-outside = I filen med val ligger område { $region } utanför bilden. Rätta det och försök igen.
decisions-no-consent = I filen med val ska område { $region } visas men nämner inget samtycke. Lägg till samtycket eller maskera ansiktet.
decisions-not-kept = I filen med val säger område { $region } något som bara gäller ett ansikte som visas: ett samtycke, eller att det är samma person. Rätta det och försök igen.
decisions-only-faces = I filen med val är område { $region } inget ansikte, och bara ett ansikte kan visas eller kallas ”inte ett ansikte”. Rätta det och försök igen.
decisions-purposes = Kommandot anger ändamålet { $asked }, och filen med val säger { $said }. Utelämna det ena och försök igen.
decisions-captions = Kommandot och filen med val har två olika bildtexter. Utelämna den ena och försök igen.
decisions-second-persons = Kommandot och filen med val nämner två olika personer som har godkänt. Utelämna den ena och försök igen.
decisions-second-person = Hänvisningen för den andra personen i filen med val är för lång eller liknar ett personnummer eller ett namn. Skriv en annan och försök igen.
decisions-not-here = Filen med val har en post för en bild som inte är bland dessa: { $photo }. Den användes inte.

### Var en kopia lades ut

posting-noted = Det är noterat att kopian har publicerats där.
posting-channel = Kopian är inte gjord för den här kanalen ({ $channel }). Avpublicera den där och notera det, eller exportera bilden igen för den här kanalen.
posting-consent = Ett samtycke som kopian bygger på gäller inte längre. Avpublicera kopian och notera det.
posting-expired = Kopian fick visas till och med { $day }. Avpublicera den och notera det, eller exportera bilden igen.
posting-replaced = Kopian har ersatts av en annan. Avpublicera den, notera det och publicera den andra i stället.

### Vems regler

policy-fault-country-variable = SLADD_COUNTRY är ”{ $value }”, vilket inte är ett land som Sladd känner till. Sätt den till DK, NO eller SE, eller ta bort den.
policy-fault-settings-country = Inställningarna i mappen för register och logg är för { $base }, och { $asked } har valts. Utelämna --country och SLADD_COUNTRY, eller byt land i inställningarna. Inget har ändrats.

### While a copy is being written

gate-being-written = Kopian av den här bilden sparas just nu, så inget ändrades. Rita eller ta ställning igen när den är klar.

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
gate-not-a-face-reason = Det här liknar ett ansikte. Ange vad det är i stället: tryck på N vid ansiktet, eller skriv det i filen med val ("what": statue, picture, poster, animal, doll eller nothing). Maskera det annars.
gate-looks-like-faces = { $count ->
        [one] Det här liknar ett ansikte och visas: 1. Titta på det en gång till.
       *[other] De här liknar ansikten och visas: { $count }. Titta på dem en gång till.
    }
gate-look-again-title = Titta på de här en gång till
gate-look-again-explain = De liknar ansikten och visas där alla kan se dem.
gate-look-again = Jag har tittat på var och en. Ingen visar en verklig person.
gate-reexport-not-a-face = I den tidigare kopian visas något som liknar ett ansikte, som ”inte ett ansikte”, och det är inte noterat vad det är. Öppna originalet i fönstret (eller använd en fil med val), ange vad det är eller maskera det, och exportera bilden igen.
decisions-wrong-what = I filen med val säger område { $region } vad som finns där i stället för ett ansikte (statue, picture, poster, animal, doll, nothing), och det hör bara till ”not_a_face”. Rätta det och försök igen.
batch-edit-not-a-face-what = ange att { $region } inte är ett ansikte: { $what }
batch-edit-confirm-visible = bekräfta det som visas
batch-edit-unconfirm-visible = ta bort bekräftelsen av det som visas
rules-no-face-second-person = En annan person godkänner varje bild där något liknar ett ansikte och kallas ”inte ett ansikte”.
