### Hvordan dekkede områder ser ut, og hvor langt dekningene rekker

look-sign = Et tegn over hodet
look-solid = Én farge
look-colour = Én farge ({ $colour })
look-heading = Utseendet på dekningene: { $look }
look-scope = Gjelder for
look-scope-cover = Denne dekningen
look-scope-photo = Alle dekninger i bildet
look-scope-all = Alle bilder
look-as-others = Som de andre
look-colours = Farger
look-black = Svart
look-white = Hvit
look-organisation = Virksomhetens farge
look-own-colour = En annen farge
look-own-colour-field = Farge med seks sifre, for eksempel 1A2B3C
look-own-colour-wrong = Skriv seks sifre, 0 til 9 og A til F, for eksempel 1A2B3C.
look-removed = Virksomhetens regler tillater ikke: { $list }
look-default = Som programmet har det: { $look }
look-default-rules = Som virksomhetens regler har det: { $look }
look-pull-keys = Dra i håndtakene, eller trykk Alt og en piltast, for å endre dekningen. Den blir aldri mindre enn ansiktet.
look-usual-cover = Bruk den vanlige dekningen
look-not-allowed = Virksomhetens regler tillater ikke at dekkede områder ser slik ut: { $look }. Velg et annet utseende.
look-not-allowed-option = Virksomhetens regler tillater ikke utseendet som --style ber om: { $look }. Velg et annet, eller utelat --style. Ingenting er gjort.
look-two = Kommandolinjen og beslutningsfilen ber om ulike utseender. Fjern det ene.
look-of-shown = Område { $region } er ikke dekket, men har eget utseende eller egen dekning. Fjern «style» og «cover», eller dekk området.
look-cover-of-which = Område { $region } har en dekning, men det er ikke nøyaktig ett funnet ansikt under det. Fjern «cover», eller tilpass området til ansiktet.
look-small-cover = Dekningen av område { $region } er mindre enn ansiktet som ble funnet. Gjør den større: Den må romme hele rammen rundt ansiktet og være minst 32 piksler bred og høy.
look-edit = annet utseende for { $region }
look-edit-photo = annet utseende for alle dekninger
look-edit-pull = endre dekningen av { $region }
look-edit-usual = vanlig dekning for { $region }

rules-looks-removed = Utseender på dekkede områder som ikke er tillatt: { $list }
rules-default-look = Utseendet på dekkede områder når ikke noe annet er valgt: { $list }
rules-sizes = Kopistørrelser som reglene nevner: { $list }
policy-fault-no-look = Policyfilene lar det ikke være igjen noe utseende for dekkede områder. Tillat minst ett i tighten.looks_removed. Ingenting er gjort.
