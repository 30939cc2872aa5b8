### Finding faces

detection-cancelled = The search for faces was cancelled. Start it again before the photo is exported.
detection-engine = The search for faces stopped, so the photo cannot be exported. Try again, or restart the program.
detection-model-damaged = The part of the program that finds faces has been changed or damaged. Get the program again from where you got it.
detection-library-unusable = The library { $library } could not be used ({ $reason }). The program looks with the built-in engine, which is slower.
detection-library-not-absolute = The library { $library } was not used: SLADD_ONNXRUNTIME must give its whole path, from the root or the drive on. The program looks with the built-in engine, which is slower.
