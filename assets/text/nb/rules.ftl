### The rules in force, in plain words

rules-not-advice = Reglene er programmets egen tolkning av offentlige kilder, ikke juridisk rådgivning. Få dem bekreftet av personvernombudet.
rules-controller = Virksomhet: { $controller }
rules-files = Regelfiler som gjelder (den strengeste teller)
rules-source-machine = Denne datamaskinen
rules-source-registry = Datamaskinens gruppepolicy
rules-source-beside-program = Ved siden av programmet
rules-source-variable = Miljøvariabelen SLADD_POLICY
rules-source-argument = Argumentet --policy
rules-overruled = Den brukes ikke: En annen regelfil som gjelder, er strengere.
rules-local = Strengere lokale regler
rules-local-none = Ingen. Bare landets regler gjelder.
rules-adopted = { $id }, versjon { $version }. Vedtatt av { $body } { $day }, gjelder fra { $from }.
rules-owner = Ansvarlig: { $owner }
rules-contacts = Spør: { $consultant }; ellers { $mailbox }
rules-breach = Ved brudd på personopplysningssikkerheten: Kontakt { $who }. Bruddet skal meldes til tilsynsmyndigheten innen 72 timer.
rules-review-by = Skal gjennomgås senest { $day }.
rules-review-due = De lokale reglene må gjennomgås senest { $day }.
rules-review-late = De lokale reglene er ikke gjennomgått i tide. Etter { $day } kan ingen bilder eksporteres.
rules-review-expired = De lokale reglene skulle vært gjennomgått senest { $day }. Ingen bilder kan eksporteres før det er gjort.
rules-stricter = Strengere enn landets regler
rules-min-signers = { $rule }: { $count ->
        [one] minst { $count } underskrift
       *[other] minst { $count } underskrifter
    }
rules-publication-days =
    { $days ->
        [one] En kopi kan vises i høyst { $days } dag.
       *[other] En kopi kan vises i høyst { $days } dager.
    }
rules-consent-years =
    { $years ->
        [one] Et samtykke kan brukes i høyst { $years } år etter at det er gitt eller fornyet.
       *[other] Et samtykke kan brukes i høyst { $years } år etter at det er gitt eller fornyet.
    }
rules-guardians-below = For barn under { $age } år skriver alle foresatte under.
rules-channels-removed = Kanaler som ikke brukes: { $list }
rules-bases-removed = Rettslige grunnlag som ikke brukes: { $list }
rules-checklist = Dette må det ses etter før hver eksport: { $list }
rules-caption-words = Ord som ikke får stå i en bildetekst: { $list }
rules-margin = Marg rundt ansikter: minst { $percent } %
rules-threshold = Terskel for å finne ansikter: høyst { $threshold }
rules-independent = Samtykker innhentes av en som ikke deltar i personens behandling eller pleie.
rules-written = Alle samtykker er skriftlige.
rules-second-person = En annen person godkjenner hvert bilde.
rules-signature = Hver følgefil signeres med nøkkelen til denne installasjonen.
rules-sensitive-ward = Avdelingen regnes som sensitiv: Det å bli sett der sier noe om helsen.
rules-no-not-a-face = Ingenting som er funnet, kan merkes «Ikke et ansikt».
rules-dispensations = Dispensasjoner og beslutninger
rules-decision = { $body } besluttet { $day } at pasienter kan vises med samtykke og ledergodkjenning.
rules-dispensation = { $id }: For { $rule } gjelder i stedet: { $outcome }. Gitt av { $authority } til { $scope }, gjelder til og med { $day }.
rules-dispensation-expired = { $id }: utløpt { $day } og brukes ikke lenger ({ $rule }, { $outcome }, { $authority }, { $scope }).
rules-rules = Alle regler
rules-hard = kan ikke fravikes
rules-class-public = eksterne kanaler
rules-class-internal = interne kanaler
rules-class-private = en ansatts private konto
rules-on-sensitive-ward = på en sensitiv avdeling
rules-with-patient = en pasient er synlig på samme bilde
rules-signed-by = signert av: { $who }
rules-guardian-one = en foresatt med foreldreansvar har skrevet under
rules-guardians-all = alle foresatte med foreldreansvar har skrevet under
rules-child-heard = barnet er hørt
rules-in-writing = skriftlig
rules-release = personalet er fritatt fra taushetsplikten
rules-bases = rettslig grunnlag: { $list }
rules-kept = Hva som lagres
rules-standing-read = lest
rules-standing-secondary = ikke lest selv, omtalt av andre
rules-standing-own = egen forsiktighet, ikke lov
rules-methods-removed = Måter å gi samtykke på som ikke brukes: { $list }
rules-retention = Antall år etter at et samtykke er gitt eller fornyet, før noe skal skje: { $years }. { $what }
