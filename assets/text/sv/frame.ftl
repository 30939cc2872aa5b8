### What of a photo is published: crop, turn, straighten, sizes, words beside it

batch-edit-frame = beskär eller vrid bilden
decisions-frames = Kommandot och filen med beslut beskär, vrider eller rätar upp bilden på olika sätt. Utelämna det ena och försök igen.
frame-angle = En bild kan rätas upp med högst 15 grader. Ange ett tal från -15 till 15.
frame-too-small = Utsnittet är för litet. Lämna minst { $least } pixlar kvar på varje ledd.
frame-outside = Utsnittet når utanför bilden, som är { $width } × { $height } pixlar när den är vriden och upprätad. Gör det mindre eller flytta det.
frame-cut-away =
    { $count ->
        [one] { $count } ansikte ligger utanför utsnittet och är inte med i kopian: { $photo }
       *[other] { $count } ansikten ligger utanför utsnittet och är inte med i kopian: { $photo }
    }
