### Ét samtykke er én persons

gate-consent-twice = Dette samtykke viser allerede et andet ansigt på billedet, og ét samtykke er én persons. Slør ansigtet, vælg det samtykke, som personen har givet, eller sig, at det er den samme person igen.
gate-same-person = Den samme person igen, i et spejl eller et billede på væggen
gate-same-person-explain = Dette samtykke viser allerede et andet ansigt på dette billede.
gate-kept-again = Vises med samtykke { $consent }, den samme person igen
batch-edit-same-person = den samme person igen, { $region }
batch-edit-not-same-person = ikke den samme person, { $region }
cli-verify-consent-twice = Der vises flere ansigter, end personer har samtykket, og ingen har sagt, at en af dem vises to gange. Tag kopien ned, og eksportér billedet igen.

### Den anden person

gate-operator = Eksporteret af (reference, intet navn)
gate-no-operator = Det er ikke oplyst, hvem der eksporterer, så ingen ved, om den anden person er en anden. Skriv referencen på den, der eksporterer (på kommandolinjen: --operator).

### Hvad der vises uden samtykke

gate-not-a-face-visible = { $count ->
        [one] 1 fundet ansigt vises som ”ikke et ansigt”.
       *[other] { $count } fundne ansigter vises som ”ikke et ansigt”.
    }

### Filen med afgørelser

decisions-contradiction = Filen med afgørelser siger to forskellige ting om ét ansigt: område { $one } og område { $other }. Afgør ansigtet én gang, og prøv igen.
decisions-two-entries = Filen med afgørelser har mere end én post for dette billede: { $entries }. Lad én stå, og prøv igen.
decisions-which-photo = I filen med afgørelser kan { $name } betyde flere billeder. Skriv billedets sti, og prøv igen.
decisions-unfit = I filen med afgørelser skal område { $region } vises, men passer ikke til det ansigt, det ligger på. Brug ansigtets ramme, som ”sladd detect” oplyser den, og prøv igen.
decisions-several = I filen med afgørelser skal område { $region } vises, men passer til flere ansigter. Brug ansigtets ramme, som ”sladd detect” oplyser den, og prøv igen.
decisions-no-area = I filen med afgørelser har område { $region } intet areal. Ret det, og prøv igen.
decisions-outside = I filen med afgørelser ligger område { $region } uden for billedet. Ret det, og prøv igen.
decisions-no-consent = I filen med afgørelser skal område { $region } vises, men nævner intet samtykke. Tilføj samtykket, eller slør ansigtet.
decisions-not-kept = I filen med afgørelser siger område { $region } noget, der kun gælder et ansigt, der vises: et samtykke, eller at det er den samme person. Ret det, og prøv igen.
decisions-only-faces = I filen med afgørelser er område { $region } ikke et ansigt, og kun et ansigt kan vises eller kaldes ”ikke et ansigt”. Ret det, og prøv igen.
decisions-purposes = Kommandoen angiver formålet { $asked }, og filen med afgørelser siger { $said }. Udelad det ene, og prøv igen.
decisions-captions = Kommandoen og filen med afgørelser har to forskellige billedtekster. Udelad den ene, og prøv igen.
decisions-second-persons = Kommandoen og filen med afgørelser nævner to forskellige personer, der har godkendt. Udelad den ene, og prøv igen.
decisions-second-person = Referencen på den anden person i filen med afgørelser er for lang eller ligner et personnummer eller et navn. Skriv en anden, og prøv igen.
decisions-not-here = Filen med afgørelser har en post for et billede, der ikke er blandt disse: { $photo }. Den blev ikke brugt.

### Hvor en kopi blev lagt ud

posting-noted = Det er noteret, at kopien blev lagt ud dér.
posting-channel = Kopien er ikke godkendt til denne kanal ({ $channel }). Tag den ned derfra, og notér det, eller eksportér billedet igen til denne kanal.
posting-consent = Et samtykke, som kopien bygger på, gælder ikke længere. Tag kopien ned, og notér det.
posting-expired = Kopiens egen tid udløb { $day }. Tag den ned, og notér det, eller eksportér billedet igen.
posting-replaced = Kopien er erstattet af en anden. Tag den ned, notér det, og læg den anden ud i stedet.

### Hvis regler

policy-fault-country-variable = SLADD_COUNTRY er “{ $value }”, og det er ikke et land, som Sladd kender. Sæt den til DK, NO eller SE, eller fjern den.
policy-fault-settings-country = Datamappens indstillinger er for { $base }, og { $asked } blev valgt. Udelad --country og SLADD_COUNTRY, eller skift land i indstillingerne. Intet blev gjort.

### While a copy is being written

gate-being-written = Kopien af dette billede bliver skrevet nu, så intet blev ændret. Tegn eller afgør igen, når den er færdig.

### Hvad der ligner et ansigt og kaldes ”ikke et ansigt”

gate-what-is-it = Dette ligner et ansigt. Hvad er det?
gate-choose-statue = Statue eller buste
gate-choose-picture = Billede: et maleri, et foto, en skærm
gate-choose-poster = Plakat eller tryk
gate-choose-animal = Dyr
gate-choose-doll = Dukke eller øvelsesdukke
gate-choose-nothing = Ingenting: et mønster eller en skygge
gate-instead-statue = statue
gate-instead-picture = billede
gate-instead-poster = plakat
gate-instead-animal = dyr
gate-instead-doll = dukke
gate-instead-nothing = ingenting
gate-instead-hint = En virkelig person på et billede eller en plakat genkendes også dér: Slør ansigtet, eller vis det med samtykke.
gate-leave = Lad det være, som det var
gate-not-a-face-what = Ikke et ansigt: { $what }
gate-not-a-face-unsaid = ingen har sagt, hvad det er
gate-not-a-face-reason = Dette ligner et ansigt. Angiv, hvad det er i stedet: Tryk N ved ansigtet, eller skriv det i filen med afgørelser ("what": statue, picture, poster, animal, doll eller nothing). Slør det ellers.
gate-looks-like-faces = { $count ->
        [one] Dette ligner et ansigt og vises: 1. Se på det en gang til.
       *[other] Disse ligner ansigter og vises: { $count }. Se på dem en gang til.
    }
gate-look-again-title = Se på disse en gang til
gate-look-again-explain = De ligner ansigter og vises, hvor alle kan se dem.
gate-look-again = Jeg har set på hver af dem. Ingen viser en virkelig person.
gate-reexport-not-a-face = I den tidligere kopi vises noget, der ligner et ansigt, som ”ikke et ansigt”, og det er ikke registreret, hvad det er. Åbn originalen i vinduet (eller brug en fil med afgørelser), angiv, hvad det er, eller slør det, og eksportér billedet igen.
decisions-wrong-what = I filen med afgørelser siger område { $region }, hvad der er i stedet for et ansigt (statue, picture, poster, animal, doll, nothing), og det hører kun til ”not_a_face”. Ret det, og prøv igen.
batch-edit-not-a-face-what = { $region } er ikke et ansigt: { $what }
batch-edit-confirm-visible = set en gang til på det, der vises
batch-edit-unconfirm-visible = ikke set en gang til på det, der vises
rules-no-face-second-person = En anden person godkender hvert billede, hvor noget ligner et ansigt og kaldes ”ikke et ansigt”.
