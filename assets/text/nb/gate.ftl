### Ett samtykke er én persons

gate-consent-twice = Dette samtykket viser allerede et annet ansikt i bildet, og ett samtykke gjelder én person. Sladd ansiktet, velg samtykket som personen har gitt, eller oppgi at det er samme person igjen.
gate-same-person = Samme person igjen, i et speil eller et bilde på veggen
gate-same-person-explain = Dette samtykket viser allerede et annet ansikt i dette bildet.
gate-kept-again = Vises med samtykke { $consent }, samme person igjen
batch-edit-same-person = noter at { $region } er samme person
batch-edit-not-same-person = noter at { $region } ikke er samme person
cli-verify-consent-twice = Det vises flere ansikter enn det er personer som har samtykket, og ingen har sagt at en av dem vises to ganger. Fjern kopien fra kanalen, og eksporter bildet på nytt.

### Den andre personen

gate-operator = Eksportert av (referanse, ikke navn)
gate-no-operator = Det er ikke oppgitt hvem som eksporterer, så ingen kan se om en annen har godkjent. Skriv en referanse for den som eksporterer (på kommandolinjen: --operator).

### Hva som vises uten samtykke

gate-not-a-face-visible = { $count ->
        [one] 1 ansikt som ble funnet, vises som «ikke et ansikt».
       *[other] { $count } ansikter som ble funnet, vises som «ikke et ansikt».
    }

### Filen med avgjørelser

decisions-contradiction = Filen med avgjørelser sier to ulike ting om ett ansikt: område { $one } og område { $other }. Avgjør ansiktet én gang, og prøv igjen.
decisions-two-entries = Filen med avgjørelser har mer enn én oppføring for dette bildet: { $entries }. La én stå, og prøv igjen.
decisions-which-photo = I filen med avgjørelser kan { $name } bety flere bilder. Skriv stien til bildet, og prøv igjen.
decisions-unfit = I filen med avgjørelser skal område { $region } vises, men passer ikke til ansiktet som det ligger på. Bruk ansiktets ramme slik «sladd detect» oppgir den, og prøv igjen.
decisions-several = I filen med avgjørelser skal område { $region } vises, men passer til flere ansikter. Bruk ansiktets ramme slik «sladd detect» oppgir den, og prøv igjen.
decisions-no-area = I filen med avgjørelser har område { $region } ikke noe areal. Rett det, og prøv igjen.
decisions-outside = I filen med avgjørelser ligger område { $region } utenfor bildet. Rett det, og prøv igjen.
decisions-no-consent = I filen med avgjørelser skal område { $region } vises, men nevner ikke noe samtykke. Legg til samtykket, eller sladd ansiktet.
decisions-not-kept = I filen med avgjørelser sier område { $region } noe som bare gjelder et ansikt som vises: et samtykke, eller at det er samme person. Rett det, og prøv igjen.
decisions-only-faces = I filen med avgjørelser er område { $region } ikke et ansikt, og bare et ansikt kan vises eller kalles «ikke et ansikt». Rett det, og prøv igjen.
decisions-purposes = Kommandoen oppgir formålet { $asked }, og filen med avgjørelser sier { $said }. Utelat det ene, og prøv igjen.
decisions-captions = Kommandoen og filen med avgjørelser har to ulike bildetekster. Utelat den ene, og prøv igjen.
decisions-second-persons = Kommandoen og filen med avgjørelser nevner to ulike personer som har godkjent. Utelat den ene, og prøv igjen.
decisions-second-person = Referansen for den andre personen i filen med avgjørelser er for lang, eller ligner et fødselsnummer eller et navn. Skriv en annen, og prøv igjen.
decisions-not-here = Filen med avgjørelser har en oppføring for et bilde som ikke er blant disse: { $photo }. Den ble ikke brukt.

### Hvor en kopi ble lagt ut

posting-noted = Det er notert at kopien er lagt ut der.
posting-channel = Kopien er ikke laget for denne kanalen ({ $channel }). Fjern den derfra og noter det, eller eksporter bildet på nytt for denne kanalen.
posting-consent = Et samtykke som kopien bygger på, gjelder ikke lenger. Fjern kopien, og noter det.
posting-expired = Kopien kunne vises til og med { $day }. Fjern den og noter det, eller eksporter bildet på nytt.
posting-replaced = Kopien er erstattet av en annen. Fjern den, noter det, og legg ut den andre i stedet.

### Hvem sine regler

policy-fault-country-variable = SLADD_COUNTRY er «{ $value }», og det er ikke et land som Sladd kjenner. Sett den til DK, NO eller SE, eller fjern den.
policy-fault-settings-country = Innstillingene i mappen for register og logg er for { $base }, og { $asked } er valgt. Utelat --country og SLADD_COUNTRY, eller bytt land i innstillingene. Ingenting er endret.

### While a copy is being written

gate-being-written = Kopien av dette bildet lagres nå, så ingenting ble endret. Tegn eller avgjør igjen når den er ferdig.

### Hva som ligner et ansikt og kalles «ikke et ansikt»

gate-what-is-it = Dette ligner et ansikt. Hva er det?
gate-choose-statue = Statue eller byste
gate-choose-picture = Bilde: et maleri, et foto, en skjerm
gate-choose-poster = Plakat eller trykk
gate-choose-animal = Dyr
gate-choose-doll = Dukke eller øvingsdukke
gate-choose-nothing = Ingenting: et mønster eller en skygge
gate-instead-statue = statue
gate-instead-picture = bilde
gate-instead-poster = plakat
gate-instead-animal = dyr
gate-instead-doll = dukke
gate-instead-nothing = ingenting
gate-instead-hint = En virkelig person på et bilde eller en plakat kan kjennes igjen der også: Sladd ansiktet, eller vis det med samtykke.
gate-leave = La det være som det var
gate-not-a-face-what = Ikke et ansikt: { $what }
gate-not-a-face-unsaid = ingen har sagt hva det er
gate-not-a-face-reason = Dette ligner et ansikt. Oppgi hva det er i stedet: Trykk på N ved ansiktet, eller skriv det i filen med avgjørelser ("what": statue, picture, poster, animal, doll eller nothing). Sladd det ellers.
gate-looks-like-faces = { $count ->
        [one] Dette ligner et ansikt og vises: 1. Se på det en gang til.
       *[other] Disse ligner ansikter og vises: { $count }. Se på dem en gang til.
    }
gate-look-again-title = Se på disse en gang til
gate-look-again-explain = De ligner ansikter og vises der alle kan se dem.
gate-look-again = Jeg har sett på hver av dem. Ingen viser en virkelig person.
gate-reexport-not-a-face = I den tidligere kopien vises noe som ligner et ansikt, som «ikke et ansikt», og det er ikke registrert hva det er. Åpne originalen i vinduet (eller bruk en fil med avgjørelser), oppgi hva det er eller sladd det, og eksporter bildet på nytt.
decisions-wrong-what = I filen med avgjørelser sier område { $region } hva som er der i stedet for et ansikt (statue, picture, poster, animal, doll, nothing), og det hører bare til «not_a_face». Rett det, og prøv igjen.
batch-edit-not-a-face-what = merk at { $region } ikke er et ansikt: { $what }
batch-edit-confirm-visible = bekreft det som blir vist
batch-edit-unconfirm-visible = fjern bekreftelsen på det som blir vist
rules-no-face-second-person = En annen person godkjenner hvert bilde der noe ligner et ansikt og kalles «ikke et ansikt».
