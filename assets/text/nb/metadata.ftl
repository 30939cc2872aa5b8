### What a file says about people besides the picture

metadata-category-hidden-image = Skjult bilde
metadata-category-location = Sted
metadata-category-person = Person
metadata-category-device = Kamera eller telefon
metadata-category-time = Tidspunkt
metadata-category-text = Tekst
metadata-category-software = Programmer
metadata-category-other = Annet
metadata-hidden-pictures = Skjulte bilder i filen: { $count }
metadata-hidden-why = Programmer lagrer små utgaver av et bilde i filen. De kan fortsatt vise et ansikt som er sladdet i bildet. Ingen av dem blir med i kopien.
metadata-after-end = Etter bildets slutt: { $bytes } byte
metadata-bytes = { $bytes } byte
metadata-hidden-unreadable = Et skjult bilde som ikke kan vises
