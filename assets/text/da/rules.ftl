### The rules in force, in plain words

rules-not-advice = Reglerne er programmets egen tolkning af offentlige kilder, ikke juridisk rådgivning. Få dem bekræftet af databeskyttelsesrådgiveren.
rules-controller = Organisation: { $controller }
rules-files = Regelfiler, der gælder (den strengeste tæller)
rules-source-machine = Denne computer
rules-source-registry = Computerens gruppepolitik
rules-source-beside-program = Ved siden af programmet
rules-source-variable = Miljøvariablen SLADD_POLICY
rules-source-argument = Argumentet --policy
rules-overruled = Den bruges ikke: En anden regelfil, der gælder, er strengere.
rules-local = Skærpede lokale regler
rules-local-none = Ingen. Kun landets regler gælder.
rules-adopted = { $id }, version { $version }. Vedtaget af { $body } { $day }, gælder fra { $from }.
rules-owner = Ansvarlig: { $owner }
rules-contacts = Spørg: { $consultant }; ellers { $mailbox }
rules-breach = Ved brud på persondatasikkerheden: Giv besked til { $who }. Bruddet skal anmeldes til tilsynsmyndigheden inden for 72 timer.
rules-review-by = Skal gennemgås senest { $day }.
rules-review-due = De lokale regler skal gennemgås senest { $day }.
rules-review-late = De lokale regler er ikke gennemgået i tide. Efter { $day } kan der ikke eksporteres.
rules-review-expired = De lokale regler skulle være gennemgået senest { $day }. Der kan ikke eksporteres, før det er sket.
rules-stricter = Strengere end landets regler
rules-min-signers = { $rule }: { $count ->
        [one] mindst { $count } underskrift
       *[other] mindst { $count } underskrifter
    }
rules-publication-days =
    { $days ->
        [one] En kopi kan højst vises i { $days } dag.
       *[other] En kopi kan højst vises i { $days } dage.
    }
rules-consent-years =
    { $years ->
        [one] Et samtykke kan højst bruges i { $years } år efter, at det er givet eller fornyet.
       *[other] Et samtykke kan højst bruges i { $years } år efter, at det er givet eller fornyet.
    }
rules-guardians-below = For børn under { $age } år skriver alle forældremyndighedsindehavere under.
rules-channels-removed = Kanaler, der ikke bruges: { $list }
rules-bases-removed = Retsgrundlag, der ikke bruges: { $list }
rules-checklist = Dette skal der ledes efter før hver eksport: { $list }
rules-caption-words = Ord, der ikke må stå i en billedtekst: { $list }
rules-margin = Margen rundt om ansigter: mindst { $percent } %
rules-threshold = Ansigtssøgningens grænseværdi: højst { $threshold }
rules-independent = Samtykker indhentes af en, der ikke deltager i personens behandling eller pleje.
rules-written = Alle samtykker er skriftlige.
rules-second-person = En anden person godkender hvert billede.
rules-signature = Hver følgefil underskrives digitalt med denne installations nøgle.
rules-sensitive-ward = Afdelingen regnes for følsom: Det siger i sig selv noget om helbredet at blive set der.
rules-no-not-a-face = Intet, der er fundet, kan markeres som ”Ikke et ansigt”.
rules-dispensations = Dispensationer og beslutninger
rules-decision = { $body } besluttede { $day }, at patienter kan vises med samtykke og ledergodkendelse.
rules-dispensation = { $id }: For { $rule } gælder i stedet: { $outcome }. Givet af { $authority } til { $scope }, gælder til og med { $day }.
rules-dispensation-expired = { $id }: udløbet { $day } og bruges ikke længere ({ $rule }, { $outcome }, { $authority }, { $scope }).
rules-rules = Alle regler
rules-hard = kan ikke fraviges
rules-class-public = eksterne kanaler
rules-class-internal = interne kanaler
rules-class-private = en medarbejders private profil
rules-on-sensitive-ward = på en følsom afdeling
rules-with-patient = en patient er synlig på samme billede
rules-signed-by = underskrevet af: { $who }
rules-guardian-one = en forældremyndighedsindehaver har skrevet under
rules-guardians-all = alle forældremyndighedsindehavere har skrevet under
rules-child-heard = barnet er hørt
rules-in-writing = skriftligt
rules-release = personalet er fritaget for tavshedspligten
rules-bases = retsgrundlag: { $list }
rules-kept = Hvad der gemmes
rules-standing-read = læst
rules-standing-secondary = ikke selv læst, omtalt af andre
rules-standing-own = egen forsigtighed, ikke lov
rules-methods-removed = Måder at give samtykke på, der ikke bruges: { $list }
rules-retention = Antal år, efter at et samtykke er givet eller fornyet, til noget skal ske: { $years }. { $what }
