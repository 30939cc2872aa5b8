### Many photos

batch-undo-what = Undo: { $what }
batch-redo-what = Redo: { $what }
batch-edit-face = face { $number }
batch-edit-area = area { $number }
batch-edit-some-area = an area
batch-edit-redact = redact { $region }
batch-edit-keep = keep { $region } with consent
batch-edit-not-a-face = { $region } is not a face
batch-edit-undecide = { $region } undecided again
batch-edit-describe = say who { $region } is
batch-edit-redact-rest = redact the rest
batch-edit-add-area = cover an area
batch-edit-copy-areas =
    { $count ->
        [one] copy { $count } area
       *[other] copy { $count } areas
    }
batch-edit-cover-person = redact the whole person: { $region }
batch-edit-cover-place = redact a place
batch-edit-none-of-perhaps = none of the others is a face
batch-edit-dismiss-place = a place is not a face
batch-edit-reshape = move { $region }
batch-edit-set-what = say what { $region } shows
batch-edit-remove = remove { $region }
batch-edit-attest = whole picture looked at
batch-edit-unattest = whole picture not looked at
batch-edit-checklist = a tick in the checklist
batch-file-changed = The file was changed since it was decided, so the decisions do not hold. Try again to start anew with it.
batch-added =
    { $count ->
        [one] { $count } photo added.
       *[other] { $count } photos added.
    }
batch-added-again =
    { $count ->
        [one] { $count } was in the list already.
       *[other] { $count } were in the list already.
    }
batch-areas-copied =
    { $count ->
        [one] { $count } area was copied to this photo. Check that it lies where it should.
       *[other] { $count } areas were copied to this photo. Check that they lie where they should.
    }
batch-no-next-photo = This is the last photo of the list, so there is none to copy areas to.
batch-next-not-ready = The next photo cannot take areas yet. Wait until faces were looked for in it, and try again.
batch-next-other-size = The next photo has another size, so areas would lie elsewhere. Draw them there by hand.
batch-no-areas = There is no area to copy that the next photo does not have already.
batch-anew-file = { $name } was changed since. Nothing of what was decided is used; faces were looked for again.
batch-anew-detector = In { $name } faces were looked for again, because the program now looks in another way. Nothing of what was decided is used.
batch-kept-damaged = What an earlier run kept of its work is damaged. Nothing of it is used. Add the photos again.
batch-not-kept = Another window of Sladd is open. What is decided in this one is lost if it closes before the copies are written.
batch-keep-failed = The work in hand cannot be saved in your own folder on this computer. Write the copies before you close the window, and have the disk checked.
batch-report-saved = The report is saved: { $path }
batch-filter = Show
batch-filter-all = All
batch-filter-undecided = Undecided
batch-filter-look-through = To look through
batch-filter-blocked = Blocked
batch-filter-ready = Ready
batch-filter-exported = Exported
batch-outcome-exported = Copy written
batch-outcome-before = Exported before
batch-outcome-blocked = Not exported: something is missing
batch-outcome-failed = Not exported: it failed
batch-outcome-stopped = Not exported: the export was stopped
batch-outcome-removed = Not exported: removed from the list
batch-not-looked = Faces have not been looked for to the end.
batch-undecided =
    { $count ->
        [one] { $count } face or area is undecided.
       *[other] { $count } faces or areas are undecided.
    }
batch-report-headline = Copies written: { $done }. Photos in the list: { $total }.
batch-report-private = The report names your original files. Do not publish it with the copies.
batch-column-photo = Photo
batch-column-outcome = Outcome
batch-column-reason = Why
batch-column-copy = Copy
batch-done = { $done } of { $total } done
batch-row = { $name }: { $state }
batch-state-blocked =
    { $count ->
        [one] { $count } face blocked
       *[other] { $count } faces blocked
    }
batch-state-ready = Ready for export
batch-state-missing = Still missing: { $count }
batch-state-exporting = Copy is being written
batch-state-failed = Cannot be used
batch-state-looking = Looking for faces, { $percent } %
batch-remove = Remove from the list
batch-remove-name = Remove { $name } from the list
batch-remove-title = Remove { $name }?
batch-remove-explain = What you decided about it is in no copy yet and goes with it. The file itself stays.
batch-try-again = Try again
batch-looking = Looking for faces: { $done } of { $total } photos
batch-looking-stopped = Looking for faces is stopped: { $done } of { $total } photos
batch-left-minutes =
    { $count ->
        [one] about { $count } minute left
       *[other] about { $count } minutes left
    }
batch-left-short = less than a minute left
batch-stop-looking = Stop looking for faces
batch-go-on-looking = Go on looking for faces
batch-gathering = Looking for photos in the folder…
batch-next-undecided = Next undecided photo
batch-redact-rest = Redact everyone in the rest…
batch-copy-areas = Copy areas to the next photo
batch-export-ready = Export all that are ready ({ $count })
batch-confirm-title = Redact everyone in the rest?
batch-confirm-faces =
    { $count ->
        [one] { $count } undecided face
       *[other] { $count } undecided faces
    }
batch-confirm-areas =
    { $count ->
        [one] { $count } undecided area
       *[other] { $count } undecided areas
    }
batch-confirm-photos =
    { $count ->
        [one] in { $count } photo
       *[other] in { $count } photos
    }
batch-confirm-covered = Covered: { $what } { $where }.
batch-confirm-not-looked =
    { $count ->
        [one] In { $count } photo faces are still being looked for; nothing in it is covered by this.
       *[other] In { $count } photos faces are still being looked for; nothing in them is covered by this.
    }
batch-confirm-undo = What is kept with consent stays. Each photo can be undone by itself, and still has to be looked through.
batch-confirm-button = Redact { $count }
batch-exporting = Writing copies: { $done } written, { $left } left
batch-stop-export = Stop after this copy
batch-export-title = Export all that are ready
batch-export-count =
    { $count ->
        [one] { $count } copy is written.
       *[other] { $count } copies are written.
    }
batch-export-others =
    { $count ->
        [one] { $count } other photo is not ready and is left out.
       *[other] { $count } other photos are not ready and are left out.
    }
batch-export-terms = Purpose: { $purpose }. Channels: { $channels }. Folder: { $folder }.
batch-export-change = Change it in step 3, Export.
batch-export-button = Write the copies
batch-report-title = What became of the photos
batch-save-text = Save as text
batch-save-table = Save as table (CSV)
batch-report-name = export-report
batch-resume-title = Take up the work from { $date }?
batch-resume-photos =
    { $count ->
        [one] { $count } photo
       *[other] { $count } photos
    }
batch-resume-decisions =
    { $count ->
        [one] { $count } decision
       *[other] { $count } decisions
    }
batch-resume-explain = The window was closed before everything was exported: { $photos }, { $decisions }. The files are opened again; a file that was changed since starts anew.
batch-take-up = Take up the work
batch-discard = Discard it
batch-closing-title = Close before everything is exported?
batch-closing-explain = Some decisions are in no copy yet. They can be kept on this computer, without any picture, and are offered when Sladd opens again.
batch-close-keep = Close and keep for next time
batch-close-discard = Close and discard
batch-dismiss = Close the messages
batch-nothing-fits = No photo is in this state.
batch-more = More for all photos
batch-edit-caption = caption
batch-edit-approve = second person’s approval
