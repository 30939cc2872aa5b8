### Hvordan dækkede områder ser ud, og hvor langt dækningerne når

look-sign = Et tegn over hovedet
look-solid = Én farve
look-colour = Én farve ({ $colour })
look-heading = Dækningernes udseende: { $look }
look-scope = Gælder for
look-scope-cover = Denne dækning
look-scope-photo = Alle dækninger på billedet
look-scope-all = Alle billeder
look-as-others = Som de andre
look-colours = Farver
look-black = Sort
look-white = Hvid
look-organisation = Organisationens farve
look-own-colour = En anden farve
look-own-colour-field = Farve med seks cifre, f.eks. 1A2B3C
look-own-colour-wrong = Skriv seks cifre, 0 til 9 og A til F, f.eks. 1A2B3C.
look-removed = Organisationens regler tillader ikke: { $list }
look-default = Som programmet har det: { $look }
look-default-rules = Som organisationens regler har det: { $look }
look-pull-keys = Træk i håndtagene, eller tryk på Alt og en piletast, for at ændre dækningen. Den bliver aldrig mindre end ansigtet.
look-usual-cover = Brug den sædvanlige dækning
look-not-allowed = Organisationens regler tillader ikke, at dækkede områder ser sådan ud: { $look }. Vælg et andet udseende.
look-not-allowed-option = Organisationens regler tillader ikke det udseende, som --style beder om: { $look }. Vælg et andet, eller udelad --style. Intet er gjort.
look-two = Kommandolinjen og beslutningsfilen beder om forskellige udseender. Fjern det ene.
look-of-shown = Område { $region } er ikke dækket, men har sit eget udseende eller sin egen dækning. Fjern ”style” og ”cover”, eller dæk området.
look-cover-of-which = Område { $region } har en dækning, men der er ikke netop ét fundet ansigt under det. Fjern ”cover”, eller tilpas området til ansigtet.
look-small-cover = Dækningen af område { $region } er mindre end det fundne ansigt. Gør den større: Den skal rumme hele ansigtets ramme og være mindst 32 pixel bred og høj.
look-edit = andet udseende for { $region }
look-edit-photo = andet udseende for alle dækninger
look-edit-pull = ændr dækningen af { $region }
look-edit-usual = sædvanlig dækning for { $region }

rules-looks-removed = Udseender af dækkede områder, der ikke er tilladt: { $list }
rules-default-look = Dækkede områders udseende, når intet andet er valgt: { $list }
rules-sizes = Kopistørrelser, som reglerne nævner: { $list }
policy-fault-no-look = Politikfilerne lader intet udseende være tilbage til dækkede områder. Tillad mindst ét i tighten.looks_removed. Intet er gjort.
