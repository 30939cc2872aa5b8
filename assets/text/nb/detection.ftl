### Finding faces

detection-cancelled = Søket etter ansikter ble avbrutt. Start det på nytt før bildet eksporteres.
detection-engine = Søket etter ansikter stoppet på grunn av en feil, så bildet kan ikke eksporteres. Prøv igjen, eller start programmet på nytt.
detection-model-damaged = Den delen av programmet som finner ansikter, er endret eller skadet. Hent programmet på nytt fra der du fikk det.
detection-library-unusable = Biblioteket { $library } kunne ikke brukes ({ $reason }). Programmet søker med den innebygde motoren, som er langsommere.
detection-library-not-absolute = Biblioteket { $library } ble ikke brukt: SLADD_ONNXRUNTIME må angi hele stien, fra roten eller stasjonen. Programmet søker med den innebygde motoren, som er langsommere.
