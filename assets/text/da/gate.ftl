### Ét samtykke er én persons

gate-consent-twice = Dette samtykke viser allerede et andet ansigt på billedet, og ét samtykke gælder én person. Slør ansigtet, vælg det samtykke, som personen har givet, eller angiv, at det er den samme person igen.
gate-same-person = Den samme person igen, i et spejl eller et billede på væggen
gate-same-person-explain = Dette samtykke viser allerede et andet ansigt på dette billede.
gate-kept-again = Vises med samtykke { $consent }, den samme person igen
batch-edit-same-person = notér, at { $region } er den samme person
batch-edit-not-same-person = notér, at { $region } ikke er den samme person
cli-verify-consent-twice = Der vises flere ansigter, end der er personer, der har samtykket, og ingen har sagt, at en af dem vises to gange. Fjern kopien fra kanalen, og eksportér billedet igen.

### Den anden person

gate-operator = Eksporteret af (reference, ikke navn)
gate-no-operator = Det er ikke oplyst, hvem der eksporterer, så ingen kan se, om en anden har godkendt. Skriv en reference for den, der eksporterer (på kommandolinjen: --operator).

### Hvad der vises uden samtykke

gate-not-a-face-visible =
    { $count ->
        [one] 1 fundet ansigt vises som ”ikke et ansigt”.
       *[other] { $count } fundne ansigter vises som ”ikke et ansigt”.
    }

### Filen med valg

decisions-contradiction = Filen med valg siger to forskellige ting om ét ansigt: område { $one } og område { $other }. Tag stilling til ansigtet én gang, og prøv igen.
decisions-two-entries = Filen med valg har mere end én linje for dette billede: { $entries }. Lad én stå, og prøv igen.
decisions-which-photo = I filen med valg kan { $name } betyde flere billeder. Skriv stien til billedet, og prøv igen.
decisions-unfit = I filen med valg skal område { $region } vises, men passer ikke til det ansigt, det ligger på. Brug ansigtets ramme, som ”sladd detect” oplyser den, og prøv igen.
decisions-several = I filen med valg skal område { $region } vises, men passer til flere ansigter. Brug ansigtets ramme, som ”sladd detect” oplyser den, og prøv igen.
decisions-no-area = I filen med valg har område { $region } intet areal. Ret det, og prøv igen.
decisions-outside = I filen med valg ligger område { $region } uden for billedet. Ret det, og prøv igen.
decisions-no-consent = I filen med valg skal område { $region } vises, men nævner intet samtykke. Tilføj samtykket, eller slør ansigtet.
decisions-not-kept = I filen med valg siger område { $region } noget, der kun gælder et ansigt, der vises: et samtykke, eller at det er den samme person. Ret det, og prøv igen.
decisions-only-faces = I filen med valg er område { $region } ikke et ansigt, og kun et ansigt kan vises eller kaldes ”ikke et ansigt”. Ret det, og prøv igen.
decisions-purposes = Kommandoen angiver formålet { $asked }, og filen med valg siger { $said }. Udelad det ene, og prøv igen.
decisions-captions = Kommandoen og filen med valg har to forskellige billedtekster. Udelad den ene, og prøv igen.
decisions-second-persons = Kommandoen og filen med valg nævner to forskellige personer, der har godkendt. Udelad den ene, og prøv igen.
decisions-second-person = Referencen for den anden person i filen med valg er for lang eller ligner et CPR-nummer eller et navn. Skriv en anden, og prøv igen.
decisions-not-here = Filen med valg har en linje for et billede, der ikke er blandt disse: { $photo }. Den blev ikke brugt.

### Hvor en kopi blev lagt ud

posting-noted = Det er noteret, at kopien er lagt ud dér.
posting-channel = Kopien er ikke lavet til denne kanal ({ $channel }). Fjern den derfra, og notér det, eller eksportér billedet igen til denne kanal.
posting-consent = Et samtykke, som kopien bygger på, gælder ikke længere. Fjern kopien, og notér det.
posting-expired = Kopien måtte vises til og med { $day }. Fjern den, og notér det, eller eksportér billedet igen.
posting-replaced = Kopien er erstattet af en anden. Fjern den, notér det, og læg den anden ud i stedet.

### Hvis regler

policy-fault-country-variable = SLADD_COUNTRY er ”{ $value }”, og det er ikke et land, som Sladd kender. Sæt den til DK, NO eller SE, eller fjern den.
policy-fault-settings-country = Indstillingerne i mappen til register og log er for { $base }, og { $asked } er valgt. Udelad --country og SLADD_COUNTRY, eller skift land i indstillingerne. Intet er ændret.

### While a copy is being written

gate-being-written = Kopien af dette billede bliver gemt lige nu, så intet blev ændret. Tegn eller tag stilling igen, når den er færdig.

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
gate-instead-hint = En virkelig person på et billede eller en plakat kan også kendes dér: Slør ansigtet, eller vis det med samtykke.
gate-leave = Lad det være, som det var
gate-not-a-face-what = Ikke et ansigt: { $what }
gate-not-a-face-unsaid = ingen har sagt, hvad det er
gate-not-a-face-reason = Dette ligner et ansigt. Angiv, hvad det er i stedet: Tryk på N ved ansigtet, eller skriv det i filen med valg ("what": statue, picture, poster, animal, doll eller nothing). Slør det ellers.
gate-looks-like-faces = { $count ->
        [one] Dette ligner et ansigt og vises: 1. Se på det en gang til.
       *[other] Disse ligner ansigter og vises: { $count }. Se på dem en gang til.
    }
gate-look-again-title = Se på disse en gang til
gate-look-again-explain = De ligner ansigter og vises, hvor alle kan se dem.
gate-look-again = Jeg har set på hver af dem. Ingen viser en virkelig person.
gate-reexport-not-a-face = I den tidligere kopi vises noget, der ligner et ansigt, som ”ikke et ansigt”, og det er ikke registreret, hvad det er. Åbn originalen i vinduet (eller brug en fil med valg), angiv, hvad det er, eller slør det, og eksportér billedet igen.
decisions-wrong-what = I filen med valg siger område { $region }, hvad der er i stedet for et ansigt (statue, picture, poster, animal, doll, nothing), og det hører kun til ”not_a_face”. Ret det, og prøv igen.
batch-edit-not-a-face-what = markér, at { $region } ikke er et ansigt: { $what }
batch-edit-confirm-visible = bekræft det, der bliver vist
batch-edit-unconfirm-visible = fjern bekræftelsen af det, der bliver vist
rules-no-face-second-person = En anden person godkender hvert billede, hvor noget ligner et ansigt og kaldes ”ikke et ansigt”.
