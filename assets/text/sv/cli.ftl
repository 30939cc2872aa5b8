### The command line

cli-faces-found = { $photo }: { $count ->
        [0] Inga ansikten hittades. Det betyder inte att det inte finns några.
        [one] 1 ansikte
       *[other] { $count } ansikten
    }
cli-exported = { $photo } har exporterats och kontrollerats: { $output }
cli-controller-missing = Sidofilerna säger inte vem som är personuppgiftsansvarig för kopiorna. Det anges i fönstrets inställningar eller i settings.toml i datamappen.
cli-decisions-unreadable = Filen med ställningstaganden kan inte användas: { $reason }. Rätta den och försök igen.
cli-decisions-other-file = Ställningstagandena gäller en annan version av bilden. Gå igenom bilden igen.
cli-withdrawn = { $consent } har återkallats. Kopior som bygger på det: { $count }.
cli-output-unwritten = Det som skulle skrivas ut kunde inte skrivas: { $reason }. En del har gått förlorad; frigör utrymme och kör kommandot igen.
cli-ledger-whole = Loggen är intakt. Poster: { $count }.
cli-ledger-broken = Loggen har ändrats: { $reason }. Återställ en säkerhetskopia och meddela dataskyddsombudet.
cli-outcome-consent = samtycke
cli-outcome-approval = samtycke och chefens beslut
cli-outcome-hide = maskeras
cli-engine-embedded = Motor: { $engine }, inbyggd. Inget ONNX Runtime-bibliotek hittades i lib/ bredvid programmet eller i SLADD_ONNXRUNTIME.
cli-engine-native = Motor: { $engine }, från ett bibliotek bredvid programmet.
cli-library-known = Bibliotek: SHA-256 { $sha256 }, känt: ONNX Runtime som det är utgivet för { $platform }.
cli-library-unknown = Bibliotek: SHA-256 { $sha256 }, inte ett vi känner till. Det har hittat de kända ansiktena, men fråga vem som har lagt det där.
cli-verify-ok = Kopia, sidofil och register stämmer överens.
cli-verify-metadata-found = Filen innehåller mer än bilden. Exportera den igen.
cli-verify-changed = Ändrad sedan exporten. Exportera bilden igen.
cli-verify-sidecar-changed = Sidofilen har ändrats sedan exporten. Exportera bilden igen.
cli-verify-no-sidecar = Det finns ingen sidofil bredvid kopian. Lägg tillbaka den eller exportera bilden igen.
cli-verify-consent-withdrawn = Ett samtycke har återkallats. Avpublicera kopian.
cli-verify-consent-expired = Ett samtycke har gått ut. Avpublicera kopian eller förnya samtycket.
cli-verify-not-reviewed = Ingen har bekräftat att hela bilden är genomgången. Gå igenom den och exportera bilden igen.
