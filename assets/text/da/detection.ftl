### Finding faces

detection-cancelled = Søgningen efter ansigter blev afbrudt. Start den igen, før billedet eksporteres.
detection-engine = Søgningen efter ansigter stoppede på grund af en fejl, så billedet kan ikke eksporteres. Prøv igen, eller genstart programmet.
detection-model-damaged = Den del af programmet, der finder ansigter, er ændret eller beskadiget. Hent programmet igen, hvor du fik det.
detection-library-unusable = Biblioteket { $library } kunne ikke bruges ({ $reason }). Programmet søger med den indbyggede motor, som er langsommere.
detection-library-not-absolute = Biblioteket { $library } blev ikke brugt: SLADD_ONNXRUNTIME skal angive hele stien, fra roden eller drevet. Programmet søger med den indbyggede motor, som er langsommere.
