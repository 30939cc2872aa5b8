### photo
