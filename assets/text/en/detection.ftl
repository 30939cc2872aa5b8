### Finding faces

detection-cancelled = Looking for faces was cancelled. Start it again before the photo is exported.
detection-engine = Looking for faces came to a halt, so the photo cannot be exported. Try again, or restart the program.
detection-model-damaged = The program's model for finding faces has been changed or damaged. Fetch the program again.
detection-library-unusable = The library { $library } could not be used ({ $reason }). The program looks with the built-in engine, which is slower.
