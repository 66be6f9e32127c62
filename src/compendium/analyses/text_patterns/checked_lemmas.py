"""Forms of interviews about neighbourhoods, each with the lemma that a person gave it."""

DUTCH = """
bewoners:bewoner buren:buur buurten:buurt wijken:wijk huizen:huis straten:straat kinderen:kind
ouders:ouder vrouwen:vrouw mannen:man mensen:mens vrijwilligers:vrijwilliger
professionals:professional gemeenten:gemeente scholen:school gesprekken:gesprek afspraken:afspraak
problemen:probleem oplossingen:oplossing plannen:plan ideeën:idee vergaderingen:vergadering
collega's:collega foto's:foto opa's:opa cafés:café steden:stad leden:lid schepen:schip eieren:ei
activiteiten:activiteit subsidies:subsidie organisaties:organisatie contacten:contact
netwerken:netwerk groepjes:groep huisje:huis praatje:praat moeders:moeder zorgen:zorg
kosten:kosten jongeren:jongere ouderen:oudere werkers:werker hulpverleners:hulpverlener
psychologen:psycholoog psycholoog:psycholoog artsen:arts vertrouwt:vertrouwen
vertrouwde:vertrouwen vertrouwd:vertrouwen werkt:werken werkten:werken gewerkt:werken helpt:helpen
hielp:helpen geholpen:helpen spreekt:spreken sprak:spreken gesproken:spreken denkt:denken
dacht:denken gedacht:denken vindt:vinden vond:vinden gevonden:vinden zegt:zeggen zei:zeggen
gezegd:zeggen komt:komen kwam:komen gekomen:komen gaat:gaan ging:gaan gegaan:gaan ziet:zien
zag:zien gezien:zien doet:doen deed:doen gedaan:doen weet:weten wist:weten geweten:weten
kent:kennen kende:kennen gekend:kennen luistert:luisteren luisterde:luisteren geluisterd:luisteren
woont:wonen woonde:wonen gewoond:wonen speelt:spelen speelde:spelen gespeeld:spelen spelen:spelen
kookt:koken gekookt:koken deelt:delen gedeeld:delen leert:leren geleerd:leren betaalt:betalen
betaald:betalen begrijpt:begrijpen begreep:begrijpen begrepen:begrijpen brengt:brengen
bracht:brengen gebracht:brengen blijft:blijven bleef:blijven gebleven:blijven krijgt:krijgen
kreeg:krijgen gekregen:krijgen neemt:nemen nam:nemen genomen:nemen geeft:geven gaf:geven
gegeven:geven loopt:lopen liep:lopen gelopen:lopen schrijft:schrijven schreef:schrijven
geschreven:schrijven samenwerken:samenwerken samenwerkt:samenwerken samenwerkte:samenwerken
samengewerkt:samenwerken meedoen:meedoen meedoet:meedoen meegedaan:meedoen meedenken:meedenken
meegedacht:meedenken opzetten:opzetten opgezet:opzetten afspreken:afspreken afgesproken:afspreken
aansluiten:aansluiten aangesloten:aansluiten uitnodigen:uitnodigen uitgenodigd:uitnodigen
deelnemen:deelnemen deelgenomen:deelnemen meegenomen:meenemen opgelost:oplossen doorgaan:doorgaan
doorgegaan:doorgaan langskomen:langskomen terugkomen:terugkomen teruggekomen:terugkomen
aanvragen:aanvragen aangevraagd:aanvragen grote:groot grotere:groot grootste:groot kleine:klein
kleiner:klein goede:goed betere:goed beter:goed beste:goed slechte:slecht slechter:slecht
moeilijke:moeilijk moeilijker:moeilijk belangrijke:belangrijk belangrijkste:belangrijk
nieuwe:nieuw oude:oud oudere:oud jonge:jong gezonde:gezond gezonder:gezond eenzame:eenzaam
veilige:veilig open:open samen:samen vaak:vaak altijd:altijd gezondheid:gezondheid
vertrouwen:vertrouwen buurthuis:buurthuis wijkteam:wijkteam lopen:lopen zitten:zitten
vragen:vragen leren:leren bellen:bellen wachten:wachten rijden:rijden overleggen:overleggen
las:lezen lazen:lezen plannen:plan zorgvragen:zorgvraag bewoonsters:bewoonster
"""
ENGLISH = """
neighbours:neighbour neighborhoods:neighborhood houses:house streets:street children:child
women:woman men:man people:people parents:parent volunteers:volunteer professionals:professional
schools:school problems:problem ideas:idea meetings:meeting communities:community
activities:activity families:family lives:life wives:wife feet:foot leaders:leader groups:group
partners:partner trusts:trust trusted:trust trusting:trust worked:work works:work working:work
helped:help helps:help helping:help spoke:speak spoken:speak speaks:speak thought:think
thinks:think thinking:think found:find finds:find said:say says:say came:come comes:come
coming:come went:go gone:go goes:go saw:see seen:see did:do done:do does:do knew:know known:know
knows:know felt:feel feels:feel feeling:feel lived:live told:tell tells:tell made:make makes:make
making:make took:take taken:take takes:take gave:give given:give gives:give brought:bring
kept:keep held:hold met:meet learned:learn learnt:learn taught:teach bought:buy built:build
grew:grow grown:grow became:become began:begin begun:begin wrote:write written:write ran:run
paid:pay shared:share listening:listen listened:listen tried:try tries:try stopped:stop
planned:plan better:good best:good worse:bad worst:bad bigger:big biggest:big smaller:small
older:old younger:young easier:easy healthier:healthy happier:happy important:important
difficult:difficult together:together always:always trust:trust health:health left:leave
broke:break meeting:meeting rose:rise chose:choose fell:fall criteria:criterion
"""

CHECKED = {
    language: dict(pair.split(":") for pair in text.split())
    for language, text in (("nl", DUTCH), ("en", ENGLISH))
}
