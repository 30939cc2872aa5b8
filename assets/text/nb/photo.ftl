### Opening photos

photo-empty = Filen er tom. Velg en annen fil, eller hent den på nytt fra kameraet eller telefonen.
photo-not-a-photo = Filen er ikke et bilde. Velg en JPEG-, PNG- eller WebP-fil.
photo-unsupported-heic = HEIC-bilder kan ikke åpnes her. Eksporter bildet som JPEG på telefonen eller i et bildeprogram, og åpne den kopien.
photo-unsupported-avif = AVIF-bilder kan ikke åpnes. Lagre bildet som JPEG eller PNG i et bildeprogram, og åpne den kopien.
photo-unsupported-raw = Filen er en råfil fra et kamera. Fremkall den som JPEG i kameraets program, og åpne den kopien.
photo-unsupported-video = Filen er en video, og bare stillbilder kan åpnes. Lagre et stillbilde fra den, og åpne det.
photo-unsupported-pdf = Filen er et PDF-dokument. Lagre bildet fra dokumentet som JPEG, og åpne det.
photo-unsupported-svg = Filen er en tegning (SVG), ikke et fotografi. Velg en JPEG-, PNG- eller WebP-fil.
photo-too-large = Bildet er for stort til å kunne åpnes. Lagre en mindre utgave i et bildeprogram, og åpne den.
photo-damaged = Bildet er skadet og kan ikke vises. Hent det på nytt fra kameraet eller telefonen.
photo-unreadable = Filen kan ikke leses. Kontroller at den fortsatt er der, og at du har tilgang til den.
photo-not-here = Filen ligger ikke på denne datamaskinen, bare navnet. Hent den i filbehandleren, eller oppgi selve filen.
photo-notice-incomplete = Filen er ufullstendig. En del av bildet kan være grå. Bekreft at du vil bruke det likevel.
photo-notice-two-orientations = Filen angir to ganger hvordan bildet skal snus. Den første angivelsen er brukt.
photo-notice-further-images = Filen inneholder flere bilder. Bare det første er brukt; resten er utelatt.
photo-notice-profile-unusable = Filens fargeprofil kunne ikke brukes. Fargene kan avvike litt.
photo-notice-print-colours = Bildet er lagret i trykkfarger. De er regnet om og kan avvike litt.
photo-notice-flattened = Gjennomsiktige deler er lagt på hvitt.
photo-decoder-stopped = Bildet kunne ikke åpnes: Programmets dekoder stoppet. Andre bilder er ikke berørt. Lagre bildet på nytt i et bildeprogram, og åpne den kopien.
photo-too-slow = Det tok for lang tid å åpne bildet, så forsøket ble stoppet. Lagre bildet på nytt i et bildeprogram, og åpne den kopien.
photo-notice-high-dynamic-range = Den ekstra lysstyrken for HDR-skjermer er utelatt. Bildet kan se litt annerledes ut.
photo-unsupported-other = Denne typen bilde kan ikke åpnes. Lagre det som JPEG eller PNG i et bildeprogram, og åpne den kopien.
photo-notice-video = Filen inneholder en kort video. Den er utelatt.
photo-notice-depth = Filen inneholder et dybdekart som formene i motivet kan leses av. Det er utelatt.
