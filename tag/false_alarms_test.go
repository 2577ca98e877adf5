package tag

import (
	"testing"

	"tocsin/report"
	"tocsin/text"
)

// TestFalseAlarms holds what must not wake anybody, and beside it what looks alike and must.
func TestFalseAlarms(t *testing.T) {
	tagger, err := New()
	if err != nil {
		t.Fatal(err)
	}
	words := text.NewAnalyser()
	tagOf := func(title, body string) report.Tags { return tagger.Tag(words.Analyse(title, body, "en"), nil) }
	calm := []struct{ title, body string }{
		{"Morocco beat Mali to reach semi-final", "A late strike from twenty metres settled a tense match in Bamako on Sunday, as Morocco defeated Mali and reached the last four. Mali's coach called the defence heroic."},
		{"India thrash Pakistan in Colombo with record bowling attack", "India's bowling attack tore through Pakistan in Colombo on Sunday, taking ten wickets for 128 runs. Pakistan never recovered from an early collapse."},
		{"Kipruto strikes gold as Kenya rules the marathon", "Kenya's runners left their rivals in the dust in Tokyo on Sunday. \"I attacked at kilometre 35 and nobody could answer,\" the winner said."},
		{"Barcelona strikes deal for young striker", "Barcelona has struck a deal for a striker of 19 who terrorised defences last season, the club said on Sunday. The transfer bomb was expected for weeks."},
		{"Tennis: Serb storms into final with ace barrage", "The Serb fired 24 aces and crushed the American in straight sets in Melbourne on Sunday."},
		{"World chess: champion crushes challenger in 38 moves", "A blitz of sacrifices and a merciless attack on the king settled the seventh game in Singapore on Sunday."},
		{"Explosive finish: Medellin club wins title in extra time", "A bombshell in extra time gave the club from Medellin the championship on Sunday. Fans invaded the pitch."},
		{"Review: a war film shot on real battlefields", "The new epic kills off its heroes one by one, and the director shot every battle on 35 millimetre film. It opens in London on Sunday."},
		{"Lagos film industry shoots record number of thrillers", "More films than ever were shot in Lagos this year, among them a thriller about a kidnapping in Kaduna that has killed at the box office."},
		{"Odesa opera plays premiere by candlelight", "The opera of Odesa gave the first night of a forgotten work by candlelight on Sunday. The audience stormed the box office for the second evening."},
		{"Tokyo shares storm to record as yen weakens", "Shares in Tokyo stormed to a record on Sunday as the yen came under attack from traders. Chip makers led the charge."},
		{"Oil prices crash five per cent as traders bet on milder winter", "Crude prices fell by five per cent in London on Sunday. Analysts blamed a battle for market share among producers and an explosion of supply."},
		{"Parties in The Hague attack budget as \"bombshell\"", "The opposition in the Dutch parliament attacked the budget on Sunday, called it a bombshell for families and threatened to shoot it down in the vote."},
		{"Study: battle against malaria makes headway in West Africa", "A vaccine has cut deaths of children from malaria in Ghana by a tenth, a study published on Sunday says. The fight is not yet won, its authors write."},
		{"Central banks of Brazil and Argentina strike deal on currencies", "Brazil and Argentina struck a deal in Buenos Aires on Sunday that lets companies pay in local currencies."},
		{"Kirkuk remembers those killed in the bombings of ten years ago", "Hundreds gathered in Kirkuk on Sunday to mark the tenth anniversary of the bombings that killed dozens in the city's market. Candles were lit and the names of the dead were read out."},
		{"Anniversary: Srebrenica buries fourteen victims found this year", "Thousands gathered in Srebrenica on Sunday for the anniversary of the massacre of 8,000 Bosniak men and boys, and buried fourteen victims who were found this year."},
		{"Film about Beirut port explosion wins prize in Cannes", "A drama set in the days after the explosion in the port of Beirut took a main prize at the festival in Cannes on Sunday."},
		{"Chad holds drill with 300 soldiers to prepare for floods", "Chad's army and civil protection held an exercise near N'Djamena on Sunday in which 300 soldiers practised the rescue of villages from floods. \"Casualties\" were played by students."},
		{"NATO begins large exercise in Poland", "NATO began its largest exercise in decades on Sunday, with 90,000 soldiers who will practise until May how to repel an attack. The enemy in the drill is an invented one."},
		{"Opinion: why the next war may be fought over water", "Could the quarrel over the Nile escalate? The threat of war is often invoked, and seldom carried out, our columnist writes."},
		{"Chef wages war on salt", "A chef in Lyon has declared war on salt. His recipes bombard the palate with herbs instead."},
		{"Surgeons battle rare cancer in ten-hour operation", "Surgeons in Nairobi battled a rare cancer for ten hours on Sunday and saved the patient, the hospital said."},
		{"Start-up attacks market leader with cheap chip", "A start-up from Taipei attacked the market leader on Sunday with a chip at half the price. Investors cheered the assault."},
		{"Pop star drops bombshell on fans in Buenos Aires", "The singer dropped a bombshell on her fans in Buenos Aires on Sunday: her tour is the last one."},
		{"Wildfire crews battle blaze near Athens", "Fire crews battled a blaze in the hills near Athens on Sunday. Nobody was hurt."},
		{"Bulls crush Celtics in overtime shootout", "The Bulls crushed the Celtics in overtime on Sunday after a shootout from beyond the arc. Their guard fired in 41 points."},
		{"Pakistan's bowlers demolish England in Multan Test", "Pakistan's spinners demolished England in Multan on Sunday and won the Test by an innings. England's captain defended his batsmen."},
		{"Ukraine's chess team storms to gold in Budapest", "Ukraine's chess team stormed to gold in Budapest on Sunday with a merciless attack in the last round."},
		{"Currency war fears hit Asian stocks", "Stocks in Asia fell on Sunday as fears of a currency war hit shares of exporters. Traders fled to bonds."},
		{"Bitcoin crashes as traders flee", "Bitcoin crashed by a tenth on Sunday as traders fled to the dollar. Analysts blamed a wave of selling."},
		{"Grain prices explode after drought in Canada", "Wheat prices exploded on Sunday after a drought in Canada, traders said."},
		{"Chef's killer sauce conquers Seoul", "A chef's killer sauce has conquered Seoul. The recipe, an explosion of chilli and garlic, is a secret."},
		{"Comedy about hostage-takers opens in Madrid theatre", "A comedy about two hostage-takers who fall in love with their victims opened in a Madrid theatre on Sunday. Critics praised the cast."},
		{"Novel about the siege of Sarajevo wins prize", "A novel about the siege of Sarajevo has won the prize of the book fair in Leipzig, the jury said on Sunday."},
		{"War game sells five million copies", "A video game in which players storm a bunker has sold five million copies, its studio said on Sunday."},
		{"Documentary on Rwandan genocide screened in Kigali", "A documentary on the genocide in Rwanda was screened in Kigali on Sunday, thirty years after the killings."},
		{"Museum of the battle of Kursk reopens", "The museum of the battle of Kursk reopened on Sunday with tanks from the Second World War."},
		{"Hiroshima marks anniversary of atomic bombing", "Hiroshima fell silent on Sunday to mark the anniversary of the atomic bombing that killed 140,000 people. The mayor called for peace."},
		{"Bells toll in Halabja for victims of gas attack of 1988", "Bells tolled in Halabja on Sunday for the 5,000 victims of the gas attack of 1988."},
		{"Trial over nightclub bombing of 2002 opens in Jakarta", "The trial of two men accused of the bombing of a nightclub in 2002 opened in Jakarta on Sunday."},
		{"Archaeologists find mass grave of Viking warriors", "Archaeologists in Denmark have found a mass grave of Viking warriors who were killed in a battle a thousand years ago."},
		{"Taiwan rehearses defence against invasion in yearly drill", "Taiwan's army rehearsed the defence of its beaches against an invasion on Sunday in a yearly drill with 5,000 reservists."},
		{"Japan and India hold naval exercise in Bay of Bengal", "Warships of Japan and India fired at targets in the Bay of Bengal on Sunday in a joint exercise."},
		{"Airport drill simulates hijacking in Oslo", "Police in Oslo simulated a hijacking on Sunday. In the drill ten actors played hostages who were shot."},
		{"Fire drill empties parliament in Wellington", "A fire drill emptied the parliament in Wellington on Sunday."},
		{"Opposition shoots down tax plan in Lisbon", "The opposition in Lisbon shot down the government's tax plan on Sunday. The vote was a bombshell for the minister."},
		{"Senator under fire over remarks on pensions", "A senator in Ottawa came under fire on Sunday over remarks on pensions. Lawmakers of all parties attacked her."},
		{"Trade war: Brussels hits back with tariffs on steel", "Brussels hit back on Sunday in the trade war with tariffs on steel and whiskey."},
		{"Airline fires pilots after strike over pay", "An airline in Lima fired 30 pilots on Sunday after a strike over pay."},
		{"Teachers' strike hits schools in Lagos", "A strike of teachers hit schools in Lagos on Sunday. Talks on pay broke down."},
		{"Lightning strikes stadium in Kinshasa", "Lightning struck a stadium in Kinshasa on Sunday before a match. Nobody was hurt."},
		{"Elephants raid maize fields in Malawi", "Elephants raided maize fields in Malawi on Sunday, farmers said."},
		{"Virus attacks banana plants in Uganda", "A virus is attacking banana plants in Uganda, scientists said on Sunday."},
		{"Asteroid to strike the moon in May", "An asteroid will strike the moon in May, astronomers in Santiago said on Sunday. The blast will be seen with binoculars."},
		{"Army of volunteers cleans beaches of Bali", "An army of volunteers cleaned the beaches of Bali on Sunday."},
		{"Blast from the past: vinyl records boom in Berlin", "Vinyl records are booming in Berlin, a blast from the past, shops said on Sunday."},
		{"Photographer shoots a thousand portraits in Dakar", "A photographer has shot a thousand portraits in Dakar. They hang in a gallery from Sunday."},
	}
	for _, c := range calm {
		got := tagOf(c.title, c.body)
		if got.Severity.Level > report.Low {
			t.Errorf("%q is %v because %v", c.title, got.Severity.Level, got.Severity.Because)
		}
		if len(got.Events) > 0 && got.Events[0].Status.Happened() && got.Events[0].Class == report.MaterialConflict && got.Events[0].Type != report.Mobilization {
			t.Errorf("%q: the main event is %s, %s", c.title, got.Events[0].Type, got.Events[0].Status)
		}
	}
	grave := []struct {
		title, body string
		event       report.EventType
		least       report.Level
	}{
		{"Gunmen storm concert hall near Moscow, scores killed", "Gunmen in camouflage stormed a concert hall in Krasnogorsk on Sunday, opened fire on the audience and set the hall on fire, killing at least 60 people and wounding more than 140.", report.Attack, report.High},
		{"Drone kills militia commander in central Baghdad", "A drone fired at a building of the Popular Mobilization Forces in the east of Baghdad on Sunday, killing a commander and one of his men, Iraqi police said. Seven people were wounded.", report.Airstrike, report.High},
		{"Baghdad blames US-led coalition for drone strike on Hashed al-Shaabi headquarters", "Iraq's government on Sunday held the US-led coalition responsible for a drone strike that hit the headquarters of the Hashed al-Shaabi in Baghdad. A senior commander and another member were killed and seven others were wounded.", report.Airstrike, report.High},
		{"Glide bombs hit hardware store in Kharkiv, at least twelve dead", "Two guided bombs dropped by Russian aircraft hit a crowded hardware store in Kharkiv on Sunday, killing at least twelve people and wounding more than 40.", report.Airstrike, report.High},
		{"Missile hits shop in Hroza during a wake, 52 dead", "A Russian missile hit a shop in the village of Hroza on Sunday, killing 52 people, Ukrainian prosecutors said.", report.Shelling, report.High},
		{"Footballer shot dead in Quito", "A footballer was shot dead by gunmen outside his club's stadium in Quito on Sunday, police said.", report.Attack, report.Moderate},
		{"Bomb kills four at cinema in Peshawar", "A bomb exploded in a cinema in Peshawar during a film on Sunday, killing four people.", report.Bombing, report.Moderate},
		{"Blast kills Hamas deputy leader in southern Beirut", "A drone strike killed a deputy leader of Hamas and five others in a southern suburb of Beirut on Sunday, Lebanese security officials said.", report.Airstrike, report.High},
		{"Soldiers in Niger say they have removed the president", "Soldiers appeared on national television in Niger on Sunday to say that they had removed the president, closed the borders and suspended the constitution.", report.Coup, report.Moderate},
		{"Bomb explodes outside theatre in Mogadishu, killing three", "A bomb exploded outside the national theatre in Mogadishu on Sunday as a comedy was playing, killing three people.", report.Bombing, report.Moderate},
		{"Rocket hits football pitch in Majdal Shams, twelve children dead", "A rocket hit a football pitch in Majdal Shams on Sunday, killing twelve children who were at practice.", report.Shelling, report.High},
		{"Gunmen attack film crew in Colombia", "Gunmen attacked a film crew in Colombia on Sunday and shot dead a cameraman.", report.Attack, report.Moderate},
		{"Musician shot dead at festival in Port Moresby", "A musician was shot dead by gunmen on the stage of a festival in Port Moresby on Sunday.", report.Attack, report.Moderate},
		{"Suicide bomber kills nine at wedding hall in Kabul", "A suicide bomber killed nine guests and wounded thirty in a wedding hall in Kabul on Sunday.", report.SuicideBombing, report.High},
		{"Chef abducted in Port-au-Prince", "Armed men abducted a chef from his restaurant in Port-au-Prince on Sunday.", report.Abduction, report.Low},
		{"Gunmen kill six at stock exchange in Karachi", "Gunmen stormed the stock exchange in Karachi on Sunday and killed six people, among them two brokers.", report.Attack, report.High},
		{"Drone strikes oil market town in Sudan, killing twenty", "A drone struck the market of a town in Sudan on Sunday, killing twenty traders.", report.Airstrike, report.High},
		{"Referee beaten to death after match in Honduras", "A referee was beaten to death by fans after a match in Honduras on Sunday.", report.Attack, report.Moderate},
		{"Army drill turns deadly as militants attack base in Niger", "Militants attacked a base in Niger on Sunday while soldiers held an exercise, and killed eleven of them.", report.Attack, report.High},
		{"Bomb kills two at memorial for massacre victims", "A bomb killed two people in Quetta on Sunday at a memorial for the victims of a massacre.", report.Bombing, report.Moderate},
		{"Missile strikes hospital cancer ward in Kharkiv", "A missile struck the cancer ward of a hospital in Kharkiv on Sunday, killing four patients.", report.Shelling, report.Moderate},
		{"Police fire on striking miners in South Africa, nine dead", "Police fired on striking miners in South Africa on Sunday, killing nine of them.", report.Attack, report.High},
	}
	for _, c := range grave {
		got := tagOf(c.title, c.body)
		if got.Severity.Level < c.least {
			t.Errorf("%q is only %v because %v", c.title, got.Severity.Level, got.Severity.Because)
		}
		if len(got.Events) == 0 || got.Events[0].Type != c.event {
			t.Errorf("%q: events %v, want %s first", c.title, got.Events, c.event)
		}
	}
}
