package text

import "strings"

// latin are the languages in Latin script that words tell apart. function are their small words; news are words that headlines
// have where small words are left out; endings are those of words that are in neither. A word of several languages speaks for
// each of them.
var latin = [...]struct{ lang, function, news, endings string }{
	{"en", "per what how why when while all new one can could would should if so we you do does did just like his her our there than then which how the of and to in for on with from by was were is are has have had that after at as said his their its who been but not will says over amid an a it this they into against during near before about more than he she be or no out up off",
		"stock stocks market markets price prices sales sale review news report reports video watch first best justice department probe probing probes film movie show live data growth trading opens opened lower higher record close company business chief deal hacked average gas recall son series star fans repelled repels urge urges slams investigating investigation introduces coming rumors ratings weak strong profit plunges kill kills killed dead death deaths dies died wounded injured hurt hits hit strike strikes struck attack attacks attacked bomb bombs bombing blast blasts explosion shot shoots shooting gunmen gunman troops soldiers soldier army forces police rebels militants protesters protest protests clash clashes fire fires fighting war peace talks truce ceasefire deal hostages hostage kidnapped abducted freed free arrested arrests jailed court trial charged accused accuses blames warns threatens vows denies rejects sanctions drone drones missile missiles rocket rockets raid raids shelling shells airstrike border city town village capital president minister government military election vote crisis aid storm storms flood floods quake earthquake crash coup people men women children civilians man woman two three four five six seven eight nine ten dozens hundreds thousands at least new calls leader chief crackdown gang gangs suicide bomber market school hospital church mosque bus train ship plane toll rises seize seizes seized capture captures captured withdraw withdraws leave leaves launches fires down says former top suspected threat bank north south east west week year day night today world state group fighters terror terrorist attackers officials official sentenced ambush convoy base embassy riot riots siege blockade massacre murder victims missing rescue evacuated displaced refugees",
		"ing ings ed ght wn ck oo"},
	{"fr", "non si où ces leur leurs elle ils nous vous mais donc très fait peut avoir être selon depuis tout tous ainsi dit le la les des du et une dans pour sur avec par est sont aux ont qui au pas plus cette de un en à se son sa ses que contre après entre dont été ce ne sous lors près",
		"déclare annonce agents français française françaises incendie neige mort morts mortes tué tués tuée tuées tue tuent blessé blessés blessée blessées attentat attentats attaque attaques frappe frappes frappé bombardement bombardements explosion soldats soldat armée militaires militaire rebelles djihadistes manifestants manifestation manifestations affrontements combats guerre paix pourparlers trêve accord otages otage enlevé enlevés libérés libéré libération arrêté arrêtés arrestation condamné procès justice accusé accuse menace menaces dément rejette sanctions drone drones missile missiles tirs roquettes frontière ville capitale village président ministre gouvernement élection élections crise aide tempête inondations séisme accident naufrage coup état putsch civils civil homme femme enfants personnes deux trois quatre cinq six sept huit neuf dix onze douze moins nouveau nouvelle chef marché école hôpital église mosquée bilan retrait départ police policiers gendarmes grève incendie incendies émeutes assassiné assassinat meurtre victimes hommes armés suicide visite sommet négociations",
		"ées ée és eux euse aient ement tion ique oire"},
	{"es", "si cuando donde pero según también quien este esta esto cada porque está están ser muy le les sus durante otro otra el los las del y una en para con por es son que al ha se su como la de un a tras sobre contra entre sin más lo fue desde hasta ante hay no ya",
		"ataca atacan lucha armada unidos unido decreta mata matan mató mataron asesinan asesina asesinado asesinados asesinaron muere mueren murió murieron muerto muertos muerta muertas herido heridos heridas deja dejan dejó ataque ataques atentado atentados bombardeo bombardeos explosión bomba soldados soldado ejército militares policía policías rebeldes guerrilla manifestantes protesta protestas enfrentamientos combates guerra paz diálogo tregua acuerdo rehenes secuestran secuestro secuestrado secuestrados liberan liberados detienen detenido detenidos arrestan capturan condenan condenado juicio fiscalía acusa acusado amenaza niega rechaza sanciones dron drones misil misiles cohetes disparos tiroteo balacera frontera ciudad capital presidente ministro gobierno elecciones crisis ayuda tormenta inundaciones sismo terremoto accidente golpe estado civiles hombre hombres mujer mujeres niños personas dos tres cuatro cinco seis siete ocho nueve diez menos nuevo nueva líder jefe mercado escuela hospital iglesia cárcel alcalde alcaldesa periodista periodistas retira marcha huelga disturbios saqueos víctimas masacre armado armados sicarios huracán incendio barranco choque cae carretera norte sur este oeste noche lluvias fuerte impone costa sacude deslave alud derrumbe avión helicóptero tropas buque banda bandas carreteras nacional paro bloquea bloquean rescatan hallan derriban mueve exministro migrantes",
		"ción ciones aron ieron dad ados idos eros iento os as"},
	{"pt", "também já foram pelos pelas num numa seu sua este esta isso quando está estão ser muito à às o os as do da dos das e uma em para com por no na ao foi que de um a se mais são não pelo pela nos nas após sobre contra entre até",
		"greve greves paralisa ameaça sítio decreta estão disse segundo nega matar onda mata matam matou mortos morto morta mortes morre morrem morreu morreram ferido feridos ataque ataques atentado bombardeio explosão bomba soldados exército militares polícia policiais rebeldes manifestantes protesto protestos confrontos guerra paz trégua acordo reféns sequestro sequestrado sequestrados libertados presos preso prisão detido detidos julgamento acusado ameaça nega rejeita sanções drone drones míssil mísseis tiros tiroteio fronteira cidade capital presidente ministro governo eleições crise ajuda tempestade enchentes chuvas terremoto sismo acidente golpe estado civis homem homens mulher mulheres crianças pessoas dois duas três quatro cinco seis sete oito nove dez menos novo nova líder chefe mercado escola hospital igreja cadeia vítimas massacre armados avião queda incêndio deixa deixam atinge",
		"ção ções aram eram iram dade ados idos eiros mento os as"},
	{"de", "der die das und den dem ein eine von mit auf ist sind nach bei im zu für in des am an einen einer aus gegen über um vor als auch sich nicht wird werden durch zum zur zwischen unter",
		"ermittler ermittlungen durchsuchen durchsucht ministerium razzia anschlag anschläge tote toten tot getötet verletzt verletzte angriff angriffe angegriffen luftangriff luftangriffe explosion bombe bomben soldaten soldat armee militär polizei polizisten rebellen demonstranten proteste protest demonstration kämpfe gefechte krieg frieden verhandlungen gespräche waffenruhe waffenstillstand abkommen geiseln geisel entführt freigelassen festgenommen verhaftet festnahme verurteilt prozess gericht beschuldigt droht warnt drohung dementiert sanktionen drohne drohnen rakete raketen beschuss grenze stadt hauptstadt präsident minister regierung wahl krise hilfe sturm hochwasser erdbeben unglück unfall putsch zivilisten mann frau männer frauen kinder menschen zwei drei vier fünf sechs sieben acht neun zehn mindestens neue führer chef markt schule krankenhaus kirche moschee opfer schüsse feuer streik rückzug abzug truppen",
		"ung ungen keit schaft lich isch ierten mord griff schlag versuch itert"},
	{"it", "anche come più degli dell nei gli suo sua essere stato stata sono questa questo quando il gli di e una per con è sono che nel della dei alla la le del un in a da al i lo delle dal nella su tra dopo contro non si sul ha",
		"minacce giudice procura sindaco carabinieri indagine indagini incontra dispersi maltempo uccide arrestati guerra morti morto uccide uccidono ucciso uccisi uccisa feriti ferito attacco attacchi attentato raid bombardamento esplosione bomba soldati esercito militari polizia ribelli manifestanti protesta proteste scontri guerra pace negoziati tregua accordo ostaggi ostaggio rapito rapiti liberati liberato arrestato arrestati arresto condannato processo accusa minaccia smentisce sanzioni drone droni missile missili razzi spari sparatoria confine città capitale presidente ministro governo elezioni crisi aiuti tempesta alluvione terremoto incidente golpe civili uomo donna uomini donne bambini persone due tre quattro cinque sei sette otto nove dieci almeno nuovo nuova capo mercato scuola ospedale chiesa moschea vittime strage incendio sciopero ritiro",
		"zione zioni mento mente ati iti ato ata ità"},
	{"nl", "de het een van en in op met voor zijn is dat door bij aan na uit over tegen tot niet ook om naar als te",
		"mes getrokken vraagt treinongeluk oekraïne doden dode dood gedood gewonden gewond aanslag aanslagen aanval aanvallen luchtaanval explosie bom bommen soldaten leger militairen politie rebellen demonstranten protest protesten gevechten oorlog vrede onderhandelingen bestand akkoord gijzelaars ontvoerd vrijgelaten opgepakt aangehouden arrestatie veroordeeld rechtbank beschuldigt dreigt waarschuwt ontkent sancties drone drones raket raketten beschieting grens stad hoofdstad president minister regering verkiezingen crisis hulp storm overstromingen aardbeving ongeluk staatsgreep burgers man vrouw mannen vrouwen kinderen mensen twee drie vier vijf zes zeven acht negen tien zeker minstens nieuwe leider markt school ziekenhuis kerk moskee slachtoffers schietpartij brand staking",
		"ijk heid ingen eerd sch"},
	{"tr", "ve bir bu için ile da de olarak olan sonra kadar gibi en çok daha göre karşı",
		"öldü öldürüldü ölü ölüm yaralı yaralandı saldırı saldırısı saldırıda saldırısında saldırdı patlama patlamada bomba bombalı asker askerler ordu ordusu polis isyancılar protesto gösteri çatışma çatışmalar savaş barış görüşme görüşmeler ateşkes anlaşma rehine rehineler kaçırıldı serbest gözaltı gözaltına alındı tutuklandı mahkeme dava suçladı tehdit yalanladı yaptırım yaptırımlar füze füzeler roket sınır şehir kent başkent cumhurbaşkanı bakan bakanı hükümet seçim kriz yardım fırtına sel deprem kaza darbe sivil siviller kişi kişinin kadın çocuk iki üç dört beş altı yedi sekiz dokuz en az yeni lider okul hastane cami pazar",
		"ları leri ında inde dan den ması mesi yor"},
	{"pl", "w i na z się do nie o jest przez po za od dla oraz został przed pod a że co u",
		"zabici zabitych zginęło zginęli nie żyje rannych ranni atak ataki zamach eksplozja wybuch bomba żołnierze żołnierzy wojsko policja protest protesty wojna pokój rozejm zakładnicy zatrzymano zatrzymany aresztowano sankcje dron drony rakiety granica miasto prezydent minister rząd wybory powódź trzęsienie wypadek osób ludzi",
		"ów ych ego iej ość ania"},
	{"ro", "și în de la cu pe din pentru care a al ale un o este sunt au prin după că se mai nu",
		"morți mort ucis uciși răniți rănit atac atacuri atentat explozie bombă soldați armata poliția rebeli protest proteste război pace negocieri acord ostatici răpit arestat arestați sancțiuni dronă drone rachete graniță oraș președinte ministru guvern alegeri inundații cutremur accident oameni persoane",
		"ului ilor ească țiune"},
	{"sv", "och i att det som en på är av för med den till har de inte om ett från vid efter mot",
		"döda dödade dödad skadade skadad attack attacken explosion bomb soldater armén polisen polis protester krig fred gisslan gripen gripna häktad åtal sanktioner drönare robotar gränsen staden president minister regeringen val översvämning jordbävning olycka personer människor minst skjuten skjutning",
		"ningen arna erna ade"},
	{"id", "yang di dan ke dari untuk dengan pada ini itu dalam oleh akan tidak para",
		"tewas meninggal luka serangan ledakan bom tentara pasukan polisi pemberontak demo demonstrasi perang damai gencatan senjata sandera diculik ditangkap sanksi rudal perbatasan kota presiden menteri pemerintah pemilu banjir gempa kecelakaan orang warga dua tiga empat lima enam tujuh delapan sembilan",
		"annya kan"},
	{"hu", "a az és egy hogy nem is meg volt van ezt de már el",
		"halott meghalt megsebesült támadás robbanás bomba katona katonák rendőrség tüntetés háború béke túsz letartóztattak szankciók rakéta drón határ város elnök miniszter kormány választás árvíz földrengés baleset ember",
		"ban ben nak nek ták ság ség"},
	{"ca", "els les del dels amb per als és són va van ha han que una un de la el i en segons més però aquest aquesta seva seu sense entre després contra fins",
		"morts mort ferits ferit atac atacs policia govern president ciutat guerra pau explosió incendi detingut detinguts judici eleccions vaga protesta persones dones homes nens",
		"ció cions ment itat"},
	{"az", "və bir bu üçün ilə də da olan sonra kimi görə deyil ki nəticəsində",
		"öldü öldürüldü yaralandı hücum partlayış atəş əsgər polis prezident nazir nəfər müharibə sülh həbs şəhər şəhərində dedi kənd",
		"ında ində ları ləri"},
	{"sw", "na ya wa kwa ni la za katika kuwa hii hiyo huo baada cha kama yake wake ambao mwa",
		"watu polisi wasema shambulio mauaji wanajeshi jeshi rais serikali vita amani mlipuko waliuawa limeua wamekufa jiji nchi waandamanaji mahakama kigaidi",
		"wakati"},
	{"cs", "a v na je se že do pro po za od který která při byl byla byli jako také nebo však není",
		"mrtvých mrtví zraněných útok útoky výbuch policie vojáci válka mír vláda prezident ministr město lidí lidé zemřelo zadržen soud povodně zemětřesení",
		"ích ého ala ili"},
	{"da", "og i at det som en på er af med den til har de ikke om et fra ved efter mod blev siger",
		"dræbt dræbte døde såret sårede angreb eksplosion bombe soldater politi politiet protest krig fred gidsler anholdt fængslet regeringen minister byen mennesker mindst skudt",
		"ede erne ning"},
	{"fi", "ja on ei että se oli ovat mukaan kun myös mutta hän jälkeen sekä vuoden",
		"kuoli kuollut haavoittui isku hyökkäys räjähdys poliisi sotilaat sota rauha hallitus presidentti ministeri kaupunki ihmistä mielenosoitus pidätetty tulva maanjäristys",
		"ssa ssä sta stä lla llä"},
	{"hr", "i u na je se da za od su iz koji koja koje nije bi što će nakon kod prema",
		"poginulo poginuli ubijen ubijeni ranjeno ranjeni napad eksplozija policija vojska vojnici rat mir vlada predsjednik predsednik ministar grad ljudi uhićen uhapšen potres prosvjed protest",
		"nje sti ima"},
	{"ku", "û li di de ji bi ku ye ne bû hat kir ev wî wê ser jî",
		"kuştin birîndar êrîş teqîn polîs leşker şer aştî hikûmet serok wezîr bajar kes girtin",
		"ên êr"},
	{"so", "oo iyo ka ku ee waa ay uu soo la in kale ayaa",
		"dil dilay dilal dhaawac weerar qarax askari askar ciidanka booliska dagaal nabad xorriyad xiray magaalada madaxweynaha wasiirka dowladda daad dad ruux",
		"aha ada ayaan"},
}

// Weights of what speaks for a language.
const (
	ofFunctionWord = 4
	ofNewsWord     = 3
	ofCapital      = 1 // a small word with a capital before another: the "El" of a name or the "The" of a headline
	ofLetter       = 1
)

// A wordEvidence is the languages that have a word, one bit each in the order of latin.
type wordEvidence struct{ function, news uint32 }

// longestKnown bounds what is looked up, in bytes.
const longestKnown = 16

// bitGerman is the bit of German, and compounds are what long nouns of its headlines end in.
const bitGerman = 1 << 4

var compounds = [...]string{"angriff", "angriffe", "anschlag", "anschläge", "unglück", "beben", "schüsse", "schießerei", "polizei", "regierung", "minister", "explosion", "kämpfe", "verbrechen",
	"prozess", "alarm", "streik", "verbot", "gericht", "mord", "versuch", "gipfel", "brand", "feuer", "abkommen", "ruhe"}

var wordsOf = func() map[string]wordEvidence {
	m := make(map[string]wordEvidence)
	add := func(words string, mark func(e *wordEvidence)) {
		for _, w := range strings.Fields(words) {
			if len(w) > longestKnown {
				continue
			}
			for _, form := range [...]string{w, Fold(w)} {
				if form != w && len(form) < 4 {
					continue // "a" says nothing of "à"
				}
				e := m[form]
				mark(&e)
				m[form] = e
			}
		}
	}
	for k, l := range latin {
		add(l.function, func(e *wordEvidence) { e.function |= 1 << k })
		add(l.news, func(e *wordEvidence) { e.news |= 1 << k })
	}
	return m
}()

var endingsOf = func() (ends [len(latin)][]string) {
	for k, l := range latin {
		ends[k] = strings.Fields(l.endings)
	}
	return ends
}()

// lettersOf gives letters beyond ASCII the languages that have them.
var lettersOf = func() map[rune]uint32 {
	m := make(map[rune]uint32)
	for k, l := range latin {
		for _, r := range map[string]string{"fr": "éèêàâçùûîôœë", "es": "ñáéíóú", "pt": "ãõáéíóúâêôçà", "de": "äöüß", "it": "èéàìòù", "nl": "ë",
			"tr": "ığşçöü", "pl": "łąęśźżćńó", "ro": "șțăâîşţ", "sv": "åäö", "az": "əğışçöü", "ca": "àèéíòóúçï", "cs": "ěščřžýáíéúůťďň", "da": "æøå", "fi": "äö", "hr": "čćžšđ", "ku": "êîûşç", "hu": "őűáéíóúöü"}[l.lang] {
			m[r] |= 1 << k
		}
	}
	return m
}()
