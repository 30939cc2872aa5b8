### What a file says about people besides the picture

metadata-category-hidden-image = Dold bild
metadata-category-location = Plats
metadata-category-person = Person
metadata-category-device = Kamera eller telefon
metadata-category-time = Tidpunkt
metadata-category-text = Text
metadata-category-software = Program
metadata-category-other = Annat
metadata-hidden-pictures = Dolda bilder i filen: { $count }
metadata-hidden-why = Program sparar små versioner av en bild i filen. De kan fortfarande visa ett ansikte som är maskerat i bilden. Ingen av dem kommer med i kopian.
metadata-after-end = Efter bildens slut: { $bytes } byte
metadata-bytes = { $bytes } byte
metadata-hidden-unreadable = En dold bild som inte kan visas
