### What a file says about people besides the picture

metadata-category-hidden-image = Dold bild
metadata-category-location = Plats
metadata-category-person = Person
metadata-category-device = Kamera eller telefon
metadata-category-time = Tidpunkt
metadata-category-text = Text
metadata-category-software = Program
metadata-category-other = Annat
