### The rules in force, in plain words

rules-not-advice = Reglerna är programmets egen tolkning av offentliga källor, inte juridisk rådgivning. Få dem bekräftade av dataskyddsombudet.
rules-controller = Organisation: { $controller }
rules-files = Regelfiler som gäller (den strängaste räknas)
rules-source-machine = Den här datorn
rules-source-registry = Datorns grupprincip
rules-source-beside-program = Bredvid programmet
rules-source-variable = Miljövariabeln SLADD_POLICY
rules-source-argument = Argumentet --policy
rules-overruled = Den används inte: en annan regelfil som gäller är strängare.
rules-local = Skärpta lokala regler
rules-local-none = Inga. Bara landets regler gäller.
rules-adopted = { $id }, version { $version }. Antagna av { $body } { $day }, gäller från { $from }.
rules-owner = Ansvarig: { $owner }
rules-contacts = Fråga: { $consultant }; annars { $mailbox }
rules-breach = Vid personuppgiftsincident: kontakta { $who }. Incidenten ska anmälas till tillsynsmyndigheten inom 72 timmar.
rules-review-by = Ska ses över senast { $day }.
rules-review-due = De lokala reglerna ska ses över senast { $day }.
rules-review-late = De lokala reglerna har inte setts över i tid. Efter { $day } kan inget exporteras.
rules-review-expired = De lokala reglerna skulle ha setts över senast { $day }. Inget kan exporteras förrän det är gjort.
rules-stricter = Strängare än landets regler
rules-min-signers = { $rule }: { $count ->
        [one] minst { $count } underskrift
       *[other] minst { $count } underskrifter
    }
rules-publication-days =
    { $days ->
        [one] En kopia får visas i högst { $days } dag.
       *[other] En kopia får visas i högst { $days } dagar.
    }
rules-consent-years =
    { $years ->
        [one] Ett samtycke får användas i högst { $years } år efter att det har lämnats eller förnyats.
       *[other] Ett samtycke får användas i högst { $years } år efter att det har lämnats eller förnyats.
    }
rules-guardians-below = För barn under { $age } år skriver alla vårdnadshavare under.
rules-channels-removed = Kanaler som inte används: { $list }
rules-bases-removed = Rättsliga grunder som inte används: { $list }
rules-checklist = Leta efter detta före varje export: { $list }
rules-caption-words = Ord som inte får stå i en bildtext: { $list }
rules-margin = Marginal runt ansikten: minst { $percent } %
rules-threshold = Gräns för ansiktssökningen: högst { $threshold }
rules-independent = Samtycken inhämtas av någon som inte deltar i vården eller omsorgen.
rules-written = Alla samtycken är skriftliga.
rules-second-person = En annan person godkänner varje bild.
rules-signature = Varje sidofil signeras med nyckeln för den här installationen.
rules-sensitive-ward = Avdelningen räknas som känslig: bara att synas där avslöjar något om hälsan.
rules-no-not-a-face = ”Inte ett ansikte” får inte väljas.
rules-dispensations = Dispenser och beslut
rules-decision = { $body } beslutade { $day } att patienter får visas med samtycke och chefens beslut.
rules-dispensation = { $id }: för { $rule } gäller i stället: { $outcome }. Beviljad av { $authority } för { $scope }, till och med { $day }.
rules-dispensation-expired = { $id }: gick ut { $day } och används inte längre ({ $rule }, { $outcome }, { $authority }, { $scope }).
rules-rules = Alla regler
rules-hard = kan inte frångås
rules-class-public = externa kanaler
rules-class-internal = interna kanaler
rules-class-private = en medarbetares privata konto
rules-on-sensitive-ward = på en känslig avdelning
rules-with-patient = en patient syns på samma bild
rules-signed-by = underskrivet av: { $who }
rules-guardian-one = en vårdnadshavare har skrivit under
rules-guardians-all = alla vårdnadshavare har skrivit under
rules-child-heard = barnet har fått säga sin mening
rules-in-writing = skriftligt
rules-release = den enskilda har hävt sekretessen
rules-bases = rättslig grund: { $list }
rules-kept = Vad som sparas
rules-standing-read = läst
rules-standing-secondary = inte läst själv, omtalad av andra
rules-standing-own = egen försiktighet, inte lag
rules-methods-removed = Sätt att lämna samtycke som inte används: { $list }
rules-retention = Antal år efter att ett samtycke har lämnats eller förnyats tills något ska göras: { $years }. { $what }
