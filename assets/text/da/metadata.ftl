### What a file says about people besides the picture

metadata-category-hidden-image = Skjult billede
metadata-category-location = Sted
metadata-category-person = Person
metadata-category-device = Kamera eller telefon
metadata-category-time = Tidspunkt
metadata-category-text = Tekst
metadata-category-software = Programmer
metadata-category-other = Andet
