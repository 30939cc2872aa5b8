### The command line

cli-faces-found = { $photo }: { $count ->
        [0] Inga ansikten hittades. Det betyder inte att det inte finns några.
        [one] 1 ansikte
       *[other] { $count } ansikten
    }{ $perhaps ->
        [0] {""}
       *[other] {" "}(kanske ansikten: { $perhaps })
    }
cli-writing-found = { $photo }: { $count ->
        [0] Ingen skrift hittades. Det betyder inte att det inte finns någon.
        [one] 1 ställe med skrift
       *[other] { $count } ställen med skrift
    }{ $numbers ->
        [0] {""}
       *[other] {" "}(liknar ett personnummer: { $numbers })
    }
cli-codes-found = { $photo }: { $count ->
        [0] Inga koder hittades. Det betyder inte att det inte finns några.
        [one] 1 kod
       *[other] { $count } koder
    }
cli-people-found = I { $photo } finns kanske { $count ->
    [one] en person
   *[other] { $count } personer
 } utan synligt ansikte.
cli-nothing-to-verify = Ingen kopia hittades där, så ingen har kontrollerats. Ange mappen där kopiorna och deras sidofiler ligger.
cli-exported = { $photo } har exporterats och kontrollerats: { $output }
cli-controller-missing = Sidofilerna säger inte vilken organisation som är personuppgiftsansvarig för kopiorna. Det anges i fönstrets inställningar eller i settings.toml i mappen för register och logg.
cli-decisions-unreadable = Filen med val kan inte användas: { $reason }. Rätta den och försök igen.
cli-decisions-other-file = Filen med val gäller en annan version av bilden. Gå igenom bilden igen.
cli-withdrawn = { $consent } har återkallats. Kopior som bygger på samtycket: { $count }.
cli-colour-without-solid = En färg har valts, men bara enfärgade täckningar har någon. Lägg till --style solid, eller utelämna --colour.
cli-output-unwritten = Det som skulle skrivas ut kunde inte skrivas: { $reason }. En del har gått förlorad; frigör utrymme och kör kommandot igen.
cli-ledger-whole = Loggen är intakt. Poster: { $count }.
cli-ledger-broken = Loggen har ändrats: { $reason }. Återställ från en säkerhetskopia och kontakta dataskyddsombudet.
cli-ledger-restored = Loggen fortsätter från säkerhetskopian, och det står där från och med nu. Post { $number }, som har setts här tidigare, är borta. Registrera på nytt det som har återkallats sedan säkerhetskopian.
cli-ledger-restored-unread = Loggen fortsätter utan det som fanns i { $file }, och det står där från och med nu. Ingen kan se om något saknas. Gå igenom det som har återkallats på sistone och registrera det på nytt där det inte finns.
cli-ledger-nothing-missing = Inget av det som har setts här tidigare saknas. Inget har ändrats.
cli-ledger-not-remembered = Loggens slut kunde inte sparas utanför mappen för register och logg, så en äldre säkerhetskopia skulle inte märkas. Kontrollera att det går att skriva i din profilmapp och, om den är angiven, i heads_folder.
cli-heads-unconfirmed = heads_folder i settings.toml leder över nätverket eller en länk, till { $folder }, och användes inte: den som kan skriva i mappen för register och logg kan också skriva det. Om det stämmer, ange samma mapp i miljövariabeln SLADD_HEADS eller fråga it-avdelningen.
cli-outcome-consent = samtycke
cli-outcome-approval = samtycke och chefens beslut
cli-outcome-hide = maskera
cli-engine-embedded = Motor: { $engine }, inbyggd. Inget användbart ONNX Runtime-bibliotek hittades i lib/ bredvid programmet eller i SLADD_ONNXRUNTIME.
cli-engine-native = Motor: { $engine }, från ett bibliotek bredvid programmet.
cli-library-known = Bibliotek: SHA-256 { $sha256 }, känt: ONNX Runtime som det är utgivet för { $platform }.
cli-library-unknown = Bibliotek: SHA-256 { $sha256 }, inte ett vi känner till. Det har hittat de kända ansiktena, men fråga vem som har lagt det där.
cli-verify-ok = Kopia, sidofil och register stämmer överens.
cli-verify-metadata-found = Filen innehåller mer än bilden. Exportera den igen.
cli-verify-changed = Ändrad sedan exporten. Exportera bilden igen.
cli-verify-sidecar-changed = Sidofilen har ändrats sedan exporten, eller så är det som ligger där ingen sidofil. Exportera bilden igen.
cli-verify-no-sidecar = Det finns ingen sidofil bredvid kopian. Lägg tillbaka den eller exportera bilden igen.
cli-verify-consent-withdrawn = Ett samtycke har återkallats. Avpublicera kopian.
cli-verify-consent-expired = Ett samtycke har gått ut. Avpublicera kopian eller förnya samtycket.
cli-verify-not-reviewed = Ingen har bekräftat att hela bilden är genomgången. Gå igenom den och exportera bilden igen.
cli-verify-ok-signed = Kopia och sidofil stämmer överens, och en nyckel som har angetts här har signerat sidofilen. Inget register har tillfrågats, så om ett samtycke har återkallats syns inte här.
cli-verify-unasked = Kopia och sidofil stämmer överens med varandra; inget register har tillfrågats, så det kan inte bevisas här att sidofilen är gjord av Sladd. Kontrollera den där registret finns (--data) eller fråga organisationen som står i sidofilen.
cli-verify-unknown-record = Registret känner inte till sidofilen, och den är inte gjord med det här registrets nyckel: den är en annan organisations eller förfalskad. Visa inte kopian förrän organisationen som står i sidofilen har kontrollerat den.
cli-verify-lost-record = Sidofilen är gjord här, men loggen har förlorat den: troligen har en gammal säkerhetskopia lagts tillbaka, eller så har loggen kapats. Hämta registret från en nyare säkerhetskopia, och visa inte kopian förrän dess.
cli-verify-untagged-record = Registret känner inte till sidofilen. En äldre version av Sladd har gjort den utan märke från sitt register, så det går inte att säga var. Visa inte kopian förrän den har hittats i ett register.
cli-clock-flag = Eller ange med --clock-is-right att klockan går rätt; det noteras i loggen.
cli-clock-confirmed = Det är noterat i loggen att den här datorns klocka går rätt.
cli-event = { $event }, { $day }: { $consents } samtycken, använda { $uses } gånger
cli-event-erased = Evenemanget har raderats: { $event }.
