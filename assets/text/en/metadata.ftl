### What a file says about people besides the picture

metadata-category-hidden-image = Hidden picture
metadata-category-location = Location
metadata-category-person = Person
metadata-category-device = Camera or phone
metadata-category-time = Time
metadata-category-text = Text
metadata-category-software = Software
metadata-category-other = Other
