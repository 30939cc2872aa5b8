### What a file says about people besides the picture

metadata-category-hidden-image = Hidden picture
metadata-category-location = Place
metadata-category-person = Person
metadata-category-device = Camera or phone
metadata-category-time = Time
metadata-category-text = Text
metadata-category-software = Programs
metadata-category-other = Other
