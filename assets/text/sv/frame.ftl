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
frame-crop = Beskär
frame-crop-explain = Bara det som är innanför ramen kommer med i kopian. Du kan hoppa över det här steget.
frame-shape = Format
frame-shape-free = Fritt
frame-shape-original = Som bilden
frame-straighten = Räta upp
frame-turn-left = Vrid åt vänster
frame-turn-right = Vrid åt höger
frame-size = Kopian får { $width } × { $height } pixlar.
frame-cut-away-mark = bortskuret
frame-cut-away-count =
    { $count ->
        [one] { $count } ansikte är bortskuret. Det är inte med i kopian och behöver inte avgöras.
       *[other] { $count } ansikten är bortskurna. De är inte med i kopian och behöver inte avgöras.
    }
frame-whole-photo = Använd hela bilden
frame-crop-keys = Piltangenterna rätar upp, Skift + pil flyttar ramen, Alt + pil ändrar dess storlek, T vrider. Enter avslutar steget.
frame-next = Dra i ramens kanter. Det mörka kommer inte med i kopian.
frame-done = Klar
