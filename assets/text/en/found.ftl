### Text and codes that were found in the picture, and what is decided about them

found-text = Text
found-codes = Codes
found-text-number = Text { $number }
found-code-number = Code { $number }
found-named = { $name }, { $grade }
found-none = No text and no code was found.
found-looking = Looking for text and codes …
found-not-yet = Text and codes have not been looked for yet.
found-look-now = Look for text and codes now
found-cover = Cover
found-covered = Covered
found-leave = Leave visible
found-visible = Stays visible
found-need-not = Need not be decided for this channel
found-cover-all = Cover all ({ $count })
found-cover-all-action = Cover all text and codes
found-rest-visible = Leave the rest visible ({ $count })
found-rest-visible-action = Leave the rest of text and codes visible
found-hint = R covers, N leaves it visible. A code that is covered cannot be read.
found-number-hint = This reads like a personal number. Cover it.
found-checklist = { $count ->
    [0] Text and codes: none found
    [one] Text and codes: one place, decided
   *[other] Text and codes: { $count } places, all decided
}
found-checklist-open = { $count ->
    [one] Text and codes: one place to decide
   *[other] Text and codes: { $count } places to decide
}
found-checklist-rest = The program looked for badges, boards, ID bands, screens, papers, signs and codes. It sees none of these:
found-ask-title = Leave a personal number visible?
found-ask-explain = This reads like a personal number. Whoever sees the copy can read it and knows who the person is. Leave it visible only if it belongs to nobody, such as an example.
found-ask-yes = Leave the number visible
found-ask-no = Cover it
found-edit-cover-all = cover all text and codes
found-edit-rest-may-be-seen = leave the rest of text and codes visible
found-edit-may-be-seen = leave { $region } visible
found-edit-writing = text { $number }
found-edit-code = code { $number }
found-gate-not-searched = Text and codes have not been looked for in this picture. Wait until the search has ended. Where it has stopped, start it again under “Faces”.
found-gate-undecided = Text or a code was found here. Cover it, or leave it visible.
found-gate-number = This reads like a personal number and stays visible. Cover it, or confirm once more that it may be seen.
found-gate-number-forbidden = The rules of your organisation do not let a personal number be seen. Cover it.
found-still-code = The copy was not saved: a code in it can still be read, at { $place }. Cover it with a larger area and export again.
found-still-number = The copy was not saved: what reads like a personal number can still be read in it, at { $place }. Cover it with a larger area and export again.
found-search-failed = The search for text and codes did not end: { $photo }. Select the picture and start it again under “Faces”.
found-decision-only = Region { $region } is to stay visible, but is neither text nor a code. Give "what": text or code; for a face give "keep" with a consent.
found-grade-personal-number = personal number
found-grade-phone = telephone number
found-grade-date = date
found-grade-name-like = perhaps a name
found-grade-writing = other text
found-grade-qr = QR code
found-grade-data-matrix = Data Matrix code
found-grade-aztec = Aztec code
found-grade-pdf417 = PDF417 code
found-grade-bars = bar code

rules-identifiers-decided = Text and codes are decided for every channel, not only for public ones.
rules-no-visible-numbers = No personal number may stay visible.

# Hints of people of whom no face is seen; nobody has to decide them.
somebody-title = Perhaps somebody without a face
somebody-explain = Seen from behind, or only in part? About half of these are right. Clothes, body or place can tell who it is, too.
somebody-number = Person { $number }
somebody-cover = Cover the person
somebody-cover-number = Cover person { $number }
somebody-leave = Leave visible
somebody-leave-number = Leave person { $number } visible
