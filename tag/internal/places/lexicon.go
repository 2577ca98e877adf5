package places

import "strings"

// A lexicon holds the words around a name that tell whether it is a place, and which.
type lexicon struct {
	locative  map[string]bool // prepositions before places
	toward    map[string]bool // weaker ones, also before other things
	skip      map[string]bool // may stand between the preposition and the name
	title     map[string]bool // before persons
	settled   map[string]bool // "the town of X"
	feature   map[string]bool // behind a name: "X province"; before it: "Lake X"
	body      map[string]bool // behind a name: an organisation or thing called after the place
	media     map[string]bool
	accord    map[string]bool
	ailment   map[string]bool
	power     map[string]bool // behind a country that acts from afar
	way       map[string]bool // behind a country's name: a street or house called after it
	water     map[string]bool // behind a name: something else that is called after the place
	function  map[string]bool // small words that stay small in headlines
	join      map[string]bool // small words inside names
	article   map[string]bool // small words that begin names
	speech    map[string]bool
	residence map[string]bool
	tongue    map[string]bool // behind an adjective that means a language
	speaking  map[string]bool // before one
}

func words(s string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

func newLexicon() lexicon {
	return lexicon{
		locative: words(`in near outside inside around across throughout into within toward towards outskirts surrounding
			en à au aux dans près cerca hacia desde im bei nach aus в во на из под около у в'їзді біля в под під із на
			في من الى قرب`),
		toward: words(`at from to of on over for between and off via through against de del du des von до к с do`),
		skip: words(`the a nearby neighbouring neighboring northern southern eastern western central north south east west northeast
			northwest southeast southwest northeastern northwestern southeastern southwestern downtown greater war-torn rebel-held
			besieged occupied upper lower mainland rural coastal historic old new both la le el les los las l der die das`),
		title: words(`mr mrs ms miss dr prof professor sir dame lord lady president prime minister chancellor king queen prince princess
			sheikh sheik senator sen rep representative congressman congresswoman governor gov mayor councilman councilwoman judge justice
			attorney general gen lt lieutenant col colonel maj major capt captain sgt sergeant cpl corporal pvt private officer
			detective sheriff deputy chief coach pope cardinal archbishop bishop father sister brother rev reverend imam ayatollah
			mullah hajj haji ambassador secretary director manager spokesman spokeswoman spokesperson analyst author actor actress singer
			aunt uncle señor señora monsieur madame herr frau don doña comandante commander cmdr adm admiral brig brigadier named`),
		settled: words(`town city village capital province region governorate district state municipality suburb neighbourhood
			neighborhood port county island hamlet area enclave outskirts stronghold oblast department camp sector`),
		feature: words(`province governorate region state county district city town village oblast prefecture department municipality
			island islands strip peninsula valley mountains mountain hills desert forest river lake strait sea gulf bay coast border
			heights suburbs suburb countryside airport port harbour harbor beach township parish neighborhood neighbourhood
			metropolitan area airbase base refugee`),
		body: words(`university college school hospital church cathedral airport stadium museum zoo hotel police parliament assembly government
			council court commission committee ministry department office bank stock exchange fund board agency authority
			institute center centre foundation association society union federation league club fc united rangers rovers county
			team championship cup open games olympics marathon festival fair expo summit conference airlines airways air
			army navy guard command brigade regiment division battalion corps`),
		media: words(`times post globe tribune herald journal daily gazette chronicle examiner observer mirror telegraph news star sun
			inquirer dispatch sentinel review press register bulletin courier republic bee mail today weekly magazine broadcasting`),
		accord: words(`agreement agreements accord accords convention conventions protocol treaty declaration process memorandum
			rules pact plan club consensus statute compromise resolution criteria formula`),
		ailment: words(`syndrome virus viruses ebolavirus fever disease flu hemorrhagic haemorrhagic strain variant`),
		power: words(`president government ambassador embassy envoy envoys diplomat diplomats consul citizens citizen nationals
			national aid adviser advisers advisor advisors congress senator senators secretary ministry minister foreign prime
			troops forces army military soldiers marines navy air warplanes jets planes drones drone raid raids strike strikes airstrike
			airstrikes led backed official officials administration state department chancellor intelligence agents
			coalition journalist journalists tourist tourists missionaries nuns jesuits priests newspaper dollars pilots pilot
			condemns condemned says said urges urged calls called warns warned denies denied blames blamed accuses accused
			vows vowed rejects rejected welcomes welcomed announces announced wants wanted demands demanded expresses expressed`),
		way: words(`street st avenue ave road boulevard square bridge hotel`),
		water: words(`river creek lake stream brook bay park street avenue ave road rd drive lane boulevard blvd highway bridge hall house
			plaza mall square stadium arena tower building mill farm farms orchard cemetery golf`),
		function: words(`a an the and or but of in on at to for from by with as is are was be after over into amid against its than that
			his her their not no vs via de la le les el los en y et du des`),
		join:      words(`of the and de la le les del du des di da do al el ez es as ash ad an ar at az az-zor e y i d und am an der sur sous aux upon on in`),
		article:   words(`al el an as ash ad ar at az ez es d la le los las les de der den s`),
		speech:    words(`said says told added warned announced stated claimed denied tweeted wrote argued testified`),
		tongue:    words(`language languages lessons lesson classes class speaker speakers teacher teachers version translation immersion literature dictionary subtitles words word alphabet script grammar proficiency`),
		speaking:  words(`in speak speaks spoke speaking learn learning fluent into read reads study studying teach teaching`),
		residence: words(`resident residents native citizen citizens inhabitants people villagers`),
	}
}
