### Many photos

batch-undo-what = Undo: { $what }
batch-redo-what = Redo: { $what }
batch-edit-face = face { $number }
batch-edit-area = area { $number }
batch-edit-some-area = an area
batch-edit-redact = redact { $region }
batch-edit-keep = keep { $region } with consent
batch-edit-not-a-face = mark { $region } as not a face
batch-edit-undecide = take back the decision about { $region }
batch-edit-describe = choose the role of { $region }
batch-edit-redact-rest = redact the rest
batch-edit-add-area = cover an area
batch-edit-copy-areas =
    { $count ->
        [one] copy { $count } area
       *[other] copy { $count } areas
    }
batch-edit-cover-person = redact the whole person: { $region }
batch-edit-cover-place = redact a place
batch-edit-none-of-perhaps = mark the others as not faces
batch-edit-dismiss-place = mark a place as not a face
batch-edit-reshape = move { $region }
batch-edit-set-what = say what { $region } shows
batch-edit-remove = remove { $region }
batch-edit-attest = confirm that the whole picture is looked through
batch-edit-unattest = take back that the whole picture is looked through
batch-edit-checklist = tick the checklist
batch-file-changed = The file was changed after you decided about it, so your decisions no longer hold. Choose Try again to start anew.
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
batch-next-not-ready = Areas cannot be copied to the next photo yet. Wait until Sladd has looked for faces in it, and try again.
batch-next-other-size = The next photo has another size, so the areas would lie in the wrong place. Draw them there by hand.
batch-no-areas = The next photo has all of the areas already.
batch-anew-file = { $name } has been changed since last time. What you decided is not used, and Sladd has looked for faces again.
batch-anew-detector = The program now looks for faces in another way. So it has looked again in { $name }, and what you decided there is not used.
batch-kept-damaged = The work that was saved last is damaged and cannot be used. Add the photos again.
batch-not-kept = Sladd is open in another window. What you decide in this window is lost if you close it before the copies are saved.
batch-keep-failed = The work cannot be saved in your own folder on this computer. Save the copies before you close the window, and ask IT to check the disk.
batch-report-saved = The report is saved: { $path }
batch-filter = Show
batch-filter-all = All
batch-filter-undecided = Undecided
batch-filter-look-through = To look through
batch-filter-blocked = Cannot be shown
batch-filter-ready = Ready for export
batch-filter-exported = Exported
batch-outcome-exported = Copy saved
batch-outcome-before = Exported before
batch-outcome-blocked = Not exported: something is missing
batch-outcome-failed = Not exported: something went wrong
batch-outcome-stopped = Not exported: the export was stopped
batch-outcome-removed = Not exported: removed from the list
batch-not-looked = The search for faces is not finished.
batch-undecided =
    { $count ->
        [one] { $count } face or area is undecided.
       *[other] { $count } faces or areas are undecided.
    }
batch-report-headline = Copies saved: { $done }. Photos in the list: { $total }.
batch-report-private = The report holds the names of your original files. Do not publish it with the copies.
batch-column-photo = Photo
batch-column-outcome = Outcome
batch-column-reason = Why
batch-column-copy = Copy
batch-done = { $done } of { $total } done
batch-row = { $name }: { $state }
batch-state-blocked =
    { $count ->
        [one] { $count } face cannot be shown
       *[other] { $count } faces cannot be shown
    }
batch-state-ready = Ready for export
batch-state-missing = Still missing: { $count }
batch-state-exporting = Copy is being saved
batch-state-failed = Cannot be used
batch-state-looking = Looking for faces, { $percent } %
batch-remove = Remove from the list
batch-remove-name = Remove { $name } from the list
batch-remove-title = Remove { $name }?
batch-remove-explain = What you decided about the photo is in no copy yet and is lost. The photo’s file is not deleted.
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
batch-redact-rest = Redact the rest in all photos…
batch-copy-areas = Copy areas to the next photo
batch-export-ready = Export all that are ready ({ $count })
batch-confirm-title = Redact the rest in all photos?
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
batch-confirm-both = { $faces } and { $areas }
batch-confirm-photos =
    { $count ->
        [one] in { $count } photo
       *[other] in { $count } photos
    }
batch-confirm-covered = To be redacted: { $what } { $where }.
batch-confirm-not-looked =
    { $count ->
        [one] Sladd is still looking for faces in { $count } photo. Nothing in it is redacted now.
       *[other] Sladd is still looking for faces in { $count } photos. Nothing in them is redacted now.
    }
batch-confirm-undo = Faces that are kept with consent do not change. You can undo in each photo by itself, and every photo still has to be looked through.
batch-confirm-button = Redact the rest ({ $count })
batch-exporting = Saving copies: { $done } saved, { $left } left
batch-stop-export = Stop after this copy
batch-export-title = Export all that are ready
batch-export-count =
    { $count ->
        [one] { $count } copy is saved.
       *[other] { $count } copies are saved.
    }
batch-export-others =
    { $count ->
        [one] { $count } other photo is not ready and is left out.
       *[other] { $count } other photos are not ready and are left out.
    }
batch-export-terms = Purpose: { $purpose }. Channels: { $channels }. Folder: { $folder }.
batch-export-change = You can change this in step 3, Export.
batch-export-button = Save the copies
batch-report-title = Result of the export
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
batch-resume-explain = The window was closed before everything was exported: { $photos }, { $decisions }. The files are opened again. Where a file has been changed since, you start anew with it.
batch-take-up = Take up the work
batch-discard = Discard the work
batch-closing-title = Close before everything is exported?
batch-closing-explain = Some of what you decided is in no copy yet. It can be saved on this computer, without any picture, until you open Sladd again.
batch-close-keep = Close and save for next time
batch-close-discard = Close without saving
batch-dismiss = Close the messages
batch-nothing-fits = No photo fits the filter.
batch-more = More actions for all photos
batch-edit-caption = change the caption
batch-edit-approve = change the second person’s approval
