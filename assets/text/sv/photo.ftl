### Opening photos

photo-empty = Filen är tom. Välj en annan fil eller hämta den på nytt från kameran eller telefonen.
photo-not-a-photo = Filen är inte en bild. Välj en JPEG-, PNG- eller WebP-fil.
photo-unsupported-heic = HEIC-bilder kan inte öppnas här. Exportera bilden som JPEG i telefonen eller i ett bildprogram och öppna den kopian.
photo-unsupported-avif = AVIF-bilder kan inte öppnas. Spara bilden som JPEG eller PNG i ett bildprogram och öppna den kopian.
photo-unsupported-raw = Filen är en råfil från en kamera. Framkalla den som JPEG i kamerans program och öppna den kopian.
photo-unsupported-video = Filen är en video, och bara stillbilder kan öppnas. Spara en stillbild ur den och öppna den bilden.
photo-unsupported-pdf = Filen är ett PDF-dokument. Spara bilden ur dokumentet som JPEG och öppna den bilden.
photo-unsupported-svg = Filen är en teckning (SVG), inte ett fotografi. Välj en JPEG-, PNG- eller WebP-fil.
photo-too-large = Bilden är för stor för att öppnas. Spara en mindre version i ett bildprogram och öppna den.
photo-damaged = Bilden är skadad och kan inte visas. Hämta den på nytt från kameran eller telefonen.
photo-unreadable = Filen kan inte läsas. Kontrollera att den finns kvar och att du har behörighet till den.
photo-not-here = Filen finns inte på den här datorn, bara dess namn. Hämta den i filhanteraren, eller ange själva filen.
photo-notice-incomplete = Filen är ofullständig. En del av bilden kan vara grå. Bekräfta att du vill använda den ändå.
photo-notice-two-orientations = Filen anger två gånger hur bilden ska vridas. Den första uppgiften har använts.
photo-notice-further-images = Filen innehåller fler bilder. Bara den första har använts; resten har utelämnats.
photo-notice-profile-unusable = Filens färgprofil kunde inte användas. Färgerna kan avvika något.
photo-notice-print-colours = Bilden är sparad i tryckfärger. De har räknats om och kan avvika något.
photo-notice-flattened = Genomskinliga delar har lagts på vitt.
photo-decoder-stopped = Bilden kunde inte öppnas: programmets avkodare stannade. Andra bilder påverkas inte. Spara bilden på nytt i ett bildprogram och öppna den kopian.
photo-too-slow = Det tog för lång tid att öppna bilden, så försöket avbröts. Spara bilden på nytt i ett bildprogram och öppna den kopian.
photo-notice-high-dynamic-range = Den extra ljusstyrkan för HDR-skärmar är utelämnad. Bilden kan se lite annorlunda ut.
photo-unsupported-other = Den här sortens bild kan inte öppnas. Spara den som JPEG eller PNG i ett bildprogram och öppna den kopian.
photo-notice-video = Filen innehåller en kort video. Den är utelämnad.
photo-notice-depth = Filen innehåller en djupkarta som motivets former kan läsas av. Den är utelämnad.
