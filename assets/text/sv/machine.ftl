### Vad organisationens IT har bestämt för en dator

machine-set = Bestämt av din organisation och kan inte ändras här.
machine-set-where = Bestämt i { $place }. Be IT att ändra det.
machine-set-by = Bestämt av organisationen för den här datorn i { $place }
machine-nothing-set = Organisationen har inte bestämt något för den här datorn.

machine-key-policy-file = Regelfil
machine-key-data-folder = Mapp för register och logg
machine-key-export-folder = Mapp för kopior
machine-key-language = Språk
machine-key-country = Land vars regler gäller
machine-key-looks = Utseenden på täckningen som får väljas
machine-key-renderer = Vad som ritar fönstret
machine-key-engine = Vad som letar efter ansikten
machine-key-skip-first-page = Hoppa över första sidan

machine-fault-unreadable = Det som din organisation har bestämt för den här datorn kan inte läsas i { $place }: { $reason }. Sladd startar inte utan det. Säg till IT.
machine-fault-unknown = { $place } anger ”{ $key }”, som den här versionen av Sladd inte känner till. Sladd startar inte, för något annat kan vara menat. Säg till IT: rätta namnet eller uppdatera Sladd.
machine-fault-value = { $place } sätter { $key } till ”{ $value }”, vilket inte går. Möjliga värden: { $expected }. Sladd startar inte. Säg till IT.
machine-fault-path = { $place } sätter { $key } till ”{ $value }”, som inte är en hel sökväg i ren text. Sladd startar inte. Säg till IT: sökvägen måste börja med en enhet, en delad mapp eller / och får inte innehålla variabler.
machine-fault-overridden = Din organisation har satt { $key } till ”{ $value }” för den här datorn ({ $place }), och { $asked } begär något annat. Inget gjordes. Utelämna { $asked } eller fråga IT.

machine-window-silent = Ett Sladd-fönster är redan öppet och svarar inte. Inget öppnades. Stäng fönstret och starta igen.
machine-other-rules-open = Ett Sladd-fönster är redan öppet med andra regler. Inget öppnades. Stäng fönstret och starta igen.
machine-no-such-renderer = Inget här kan rita fönster med ”{ $renderer }”. Starta med --renderer auto. Kommandoraden kan göra detsamma:
