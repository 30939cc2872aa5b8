### Opening photos

photo-empty = Filen er tom. Vælg en anden fil, eller hent den igen fra kameraet eller telefonen.
photo-not-a-photo = Filen er ikke et billede. Vælg en JPEG-, PNG- eller WebP-fil.
photo-unsupported-heic = HEIC-billeder kan ikke åbnes her. Eksportér billedet som JPEG på telefonen eller i et billedprogram, og åbn den kopi.
photo-unsupported-avif = AVIF-billeder kan ikke åbnes. Gem billedet som JPEG eller PNG i et billedprogram, og åbn den kopi.
photo-unsupported-raw = Filen er en råfil fra et kamera. Fremkald den som JPEG i kameraets program, og åbn den kopi.
photo-unsupported-video = Filen er en video, og kun stillbilleder kan åbnes. Gem et stillbillede fra den, og åbn det.
photo-unsupported-pdf = Filen er et PDF-dokument. Gem billedet fra dokumentet som JPEG, og åbn det.
photo-unsupported-svg = Filen er en tegning (SVG), ikke et fotografi. Vælg en JPEG-, PNG- eller WebP-fil.
photo-too-large = Billedet er for stort til at blive åbnet. Gem en mindre udgave i et billedprogram, og åbn den.
photo-damaged = Billedet er beskadiget og kan ikke vises. Hent det igen fra kameraet eller telefonen.
photo-unreadable = Filen kan ikke læses. Kontrollér, at den stadig er der, og at du har adgang til den.
photo-not-here = Filen ligger ikke på denne computer, kun dens navn. Hent den i filhåndteringen, eller angiv selve filen.
photo-notice-incomplete = Filen er ufuldstændig. En del af billedet kan være grå. Bekræft, at du vil bruge det alligevel.
photo-notice-two-orientations = Filen angiver to gange, hvordan billedet skal vendes. Den første angivelse er brugt.
photo-notice-further-images = Filen indeholder flere billeder. Kun det første er brugt; resten er udeladt.
photo-notice-profile-unusable = Filens farveprofil kunne ikke bruges. Farverne kan afvige lidt.
photo-notice-print-colours = Billedet er gemt i trykfarver. De er omregnet og kan afvige lidt.
photo-notice-flattened = Gennemsigtige dele er lagt på hvidt.
photo-decoder-stopped = Billedet kunne ikke åbnes: Programmets afkoder gik i stå. Andre billeder er ikke berørt. Gem billedet igen i et billedprogram, og åbn den kopi.
photo-too-slow = Det tog for lang tid at åbne billedet, så forsøget blev stoppet. Gem billedet igen i et billedprogram, og åbn den kopi.
photo-notice-high-dynamic-range = Den ekstra lysstyrke til HDR-skærme er udeladt. Billedet kan se lidt anderledes ud.
photo-unsupported-other = Denne slags billede kan ikke åbnes. Gem det som JPEG eller PNG i et billedprogram, og åbn den kopi.
photo-notice-video = Filen indeholder en kort video. Den er udeladt.
photo-notice-depth = Filen indeholder et dybdekort, som motivets former kan læses af. Det er udeladt.
