### Forms for an event and forms that come back, the poster, the calendar, the table to hand over

forms-event = Event: { $event }
forms-event-day = Event: { $event }, { $day }
forms-questions = Questions about the pictures: { $contact }
forms-day =
    { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }
forms-poster-title = Photos are taken here today
forms-poster-by = The photos are taken by { $controller }.
forms-poster-purposes = They are used for: { $list }.
forms-poster-channels = They can be shown here: { $list }.
forms-poster-no = You do not want to be in a photo?
forms-poster-tell = Say so to the photographer, or to { $contact }.
forms-poster-tell-photographer = Say so to the photographer.
forms-poster-voluntary = You do not have to give a reason. It makes no difference to your treatment, care or employment.
forms-poster-later = You can also say no later, and withdraw a consent. This is how: { $withdrawal }
forms-poster-officer = Data protection officer: { $officer }
forms-poster-footer = This poster is no consent. Whoever is to be recognised in a photo is asked.
forms-letters = These letters cannot be printed: { $letters }. Sladd sets Latin, Greek and Cyrillic letters. It cannot set scripts that are written from right to left or that join up, such as Arabic and Hebrew, and no separate marks. Hand out a translation on a sheet of its own in such a language.
forms-own-lines = The file for the second language cannot be read at these lines: { $lines }. Each line is “id = text”, as in the template. Correct them.
forms-own-incomplete = The file for the second language is not complete. These are missing, empty, or lack what is in braces in the template: { $ids }. Nothing was printed.
forms-same-language = The second language is the same as the first. Choose another one.
forms-no-language = “{ $file }” is neither a language of Sladd ({ $codes }) nor a file that can be read: { $reason }
forms-template-head =
    A second language for consent forms and posters of Sladd.
    Give the code of the language (such as pl or uk) and its name, then translate each text behind its "=".
    Leave the id before "=" and everything in braces as it is. One text is one line.
    Have it checked by somebody whose language it is: people sign what stands here.
    Latin, Greek and Cyrillic letters can be printed. Arabic, Hebrew and other scripts that are written from right to left or join up cannot.
    Then: sladd consent form --count 60 --second-lang THIS-FILE --out forms.pdf
forms-no-code = no code of a form was read. Photograph the form again, flat and in even light, or enter the ID by hand.
forms-known-printed = printed here, not recorded yet
forms-known-recorded = recorded already
forms-known-unknown = not in this register
forms-reference = Archive reference from the file name: { $reference }
forms-reference-refused = The reference in the file name was not taken: { $reason }
forms-further-pages = The file holds further pages that were not looked at: { $path }. Save each page as a file of its own, or scan to PDF.
forms-pattern = The pattern for references in file names cannot be used (reference_pattern in settings.toml): { $reason }
forms-pdf-no-pictures = No picture lies on the pages of this PDF, so it is no scan. Scan the forms to PDF, JPEG or TIFF, or photograph them.
forms-read-cancelled = The reading was stopped.
forms-file-no-folder = The folder for the pictures of forms is not there: { $folder }. Nothing was moved.
forms-file-data-folder = Pictures of forms hold names and do not belong into the folder of register and log: { $folder }. Choose another folder. Nothing was moved.
forms-file-changed = The file is not the one that was read, and lies where it lay: { $path }. Read it again.
forms-noted-not-named = the file could not get its name: { $reason }. Forms that are now noted as handed out and are not: { $count }
forms-file-not-moved = The picture was not moved and lies where it lay: { $path } ({ $reason }).
forms-file-not-removed = The picture was copied into the folder and could not be removed from where it lay: { $path } ({ $reason }). Remove it there.
forms-calendar-ends =
    { $count ->
        [0] Sladd: no consents end
        [one] Sladd: 1 consent ends
       *[other] Sladd: { $count } consents end
    }
forms-calendar-ends-explain = This is their last day. Renew them, or take down the copies that rely on them. Consent IDs: { $list }
forms-calendar-down =
    { $count ->
        [0] Sladd: no copies are to be taken down
        [one] Sladd: 1 copy is to be taken down
       *[other] Sladd: { $count } copies are to be taken down
    }
forms-calendar-down-explain = This is the last day on which they can be shown. Channels: { $channels }. First letters of the export IDs: { $list }
forms-calendar-days = Days in the calendar: { $count }
forms-handover-file = File name
forms-handover-sha256 = SHA-256
forms-handover-consents = Consent IDs
forms-handover-channels = Channels
forms-handover-until = Valid until
forms-handover-alt-text = Alt text
forms-handover-record = Export ID
forms-handover-count = Copies in the table: { $count }
forms-handover-ended = Left out, because they cannot be shown any more: { $count }
forms-handover-changed = Left out, because the file is not what was exported: { $list }
forms-handover-no-words = Without alt text, because what lies beside them cannot be read, is too long, or looks like a personal number: { $list }
