### How covered areas look, and how far covers reach

look-sign = A sign over the head
look-solid = One colour
look-colour = One colour ({ $colour })
look-heading = How covers look: { $look }
look-scope = For
look-scope-cover = This cover
look-scope-photo = All covers of this photo
look-scope-all = All photos
look-as-others = As the others
look-colours = Colours
look-black = Black
look-white = White
look-organisation = The organisation’s colour
look-own-colour = Another colour
look-own-colour-field = Colour as six digits, such as 1A2B3C
look-own-colour-wrong = Write six digits, 0 to 9 and A to F, such as 1A2B3C.
look-removed = Your organisation’s rules do not allow: { $list }
look-default = As the program has it: { $look }
look-default-rules = As the organisation’s rules have it: { $look }
look-pull-keys = Drag the handles, or press Alt and an arrow key, to pull the cover. It never gets smaller than the face.
look-usual-cover = Use the usual cover
look-not-allowed = The rules of your organisation do not allow this look of covered areas: { $look }. Choose another look.
look-not-allowed-option = The rules of your organisation do not allow the look that --style asks for: { $look }. Choose another, or leave --style out. Nothing was done.
look-two = The command line and the decisions file ask for different looks. Take one of them away.
look-of-shown = Region { $region } is not covered, and has a look or a cover of its own. Take “style” and “cover” away, or cover it.
look-cover-of-which = Region { $region } has a cover, and there is not exactly one found face under it. Take “cover” away, or fit the region to the face.
look-small-cover = The cover of region { $region } is smaller than the face that was found. Make it larger: it has to hold the whole box of the face and be at least 32 pixels wide and high.
look-edit = another look for { $region }
look-edit-photo = another look for all covers
look-edit-pull = pull the cover of { $region }
look-edit-usual = usual cover for { $region }

rules-looks-removed = Looks of covered areas that are not allowed: { $list }
rules-default-look = Look of covered areas where nothing else is chosen: { $list }
rules-sizes = Sizes of copies that the rules name: { $list }
policy-fault-no-look = The policy files leave no look for covered areas. Allow at least one in tighten.looks_removed. Nothing was done.
