### Finding faces

detection-cancelled = Sökningen efter ansikten avbröts. Starta den igen innan bilden exporteras.
detection-engine = Sökningen efter ansikten avbröts av ett fel, så bilden kan inte exporteras. Försök igen eller starta om programmet.
detection-model-damaged = Den del av programmet som hittar ansikten är ändrad eller skadad. Hämta programmet på nytt från samma ställe som förut eller be it-avdelningen om hjälp.
detection-library-unusable = Biblioteket { $library } kunde inte användas ({ $reason }). Programmet söker med den inbyggda motorn, som är långsammare.
detection-library-not-absolute = Biblioteket { $library } användes inte: SLADD_ONNXRUNTIME måste ange hela sökvägen, från roten eller enheten. Programmet söker med den inbyggda motorn, som är långsammare.
