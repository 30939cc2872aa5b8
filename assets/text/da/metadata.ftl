### What a file says about people besides the picture

metadata-category-hidden-image = Skjult billede
metadata-category-location = Sted
metadata-category-person = Person
metadata-category-device = Kamera eller telefon
metadata-category-time = Tidspunkt
metadata-category-text = Tekst
metadata-category-software = Programmer
metadata-category-other = Andet
metadata-hidden-pictures = Skjulte billeder i filen: { $count }
metadata-hidden-why = Programmer gemmer små udgaver af et billede i filen. De kan stadig vise et ansigt, der er sløret i billedet. Ingen af dem kommer med i kopien.
metadata-after-end = Efter billedets slutning: { $bytes } byte
metadata-bytes = { $bytes } byte
metadata-hidden-unreadable = Et skjult billede, der ikke kan vises
