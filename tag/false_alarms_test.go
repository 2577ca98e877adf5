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
		{"\"Ashes of Kandahar\" tops streaming charts", "The eight-part drama, in which a Taliban commander kidnaps a British engineer and a drone strike kills his children, was watched by 14 million households in its first week."},
		{"Book review: A village that would not die", "Partisans ambush a column, 40 Germans are shot, and the reprisal comes at dawn: 312 villagers are locked in a barn and burned. Elena Rossi's new novel is not for the faint-hearted."},
		{"Horror hit returns: what we know about \"The Cellar 3\"", "A masked killer slaughters six students in a lighthouse, and this time the police are in on it. The third part of the saga reaches cinemas in May."},
		{"Dungeon campaign of the month", "Four heroes must free a town that orcs have besieged for 40 days. A dragon burns the mill and kills the mayor unless the party pays."},
		{"Opera: Tosca stuns Verona", "The police chief is stabbed, the painter executed and the diva leaps to her death: Puccini's thriller has lost nothing of its force."},
		{"Lions maul Bears in Chicago bloodbath", "Detroit destroyed Chicago 47-10 on Sunday, sacking the quarterback six times and burying the home side with a barrage of touchdowns."},
		{"Bagnaia survives carnage to win in Barcelona", "Six riders crashed in the first two laps, and two were taken to hospital, but the Italian escaped the carnage and won from pole."},
		{"Kyrgios blasts 31 aces in demolition job", "The Australian fired 31 aces past the Frenchman and killed off the third set in 19 minutes."},
		{"India's spinners wreak havoc, England all out for 112", "England collapsed again as India's spinners ran through them, eight wickets falling for 39 runs in a deadly session."},
		{"Derby day explodes as Milan strike twice at the death", "Milan struck twice in stoppage time to shoot down Inter, and the San Siro exploded."},
		{"World darts: Dutchman fires nine-dart finish in semi-final massacre", "The Dutchman massacred the Welshman 6-0 with an average of 109."},
		{"Gold plunges as bulls are slaughtered", "Gold suffered its bloodiest day in a decade on Thursday as funds dumped 300 tonnes and stop-loss orders detonated one after another."},
		{"Museum of terror opens in Budapest cellar", "Visitors can see the cells in which 200 prisoners were tortured and shot, and hear the voices of those who survived."},
		{"Police drill at Lyon station: 12 \"dead\"", "Three gunmen opened fire in the hall and twelve passengers fell, but the blood was paint: police rehearsed an attack at the station of Lyon on Tuesday night."},
		{"Ballet of bullets: the action scene that took 40 days", "For the finale a helicopter is shot down over Prague and 60 mercenaries are killed on the bridge. We spoke to the stunt coordinator."},
		{"Film of the week: The Ferryman's War", "A deserter rows refugees across a lake while militias hunt them. Eleven are shot on the shore in the first ten minutes, and the camera does not look away."},
		{"Crime series divides viewers", "Too brutal or simply honest? In the third episode a gang burns a family of five alive in their car, and thousands of viewers complained to the channel."},
		{"Theatre: a massacre told by its cook", "Alone on an empty stage, Rosa Lima tells how 60 farmers were shot behind her kitchen. The audience in Porto rose as one."},
		{"Memoir of a hangman's daughter", "Her father executed 114 men. Fifty years later, Ingrid Holm has written a quiet, terrifying book about breakfast on those mornings."},
		{"Nadal memories: the day he killed off Federer", "It was a war of five sets. Nadal attacked the backhand until it broke, and at the end the Swiss looked as if he had been shot."},
		{"Super League: Warriors ambush Saints with late blitz", "Warriors scored four tries in the last 15 minutes to stun Saints 28-24, after a bombardment of high kicks."},
		{"Ferrari's strategy bombs again", "Ferrari shot themselves in the foot with a late stop, and their rivals struck in the final lap."},
		{"Ashes: Starc blows England away on day one", "Starc took seven for 58 and England were bombed out for 172, with three batsmen retiring hurt."},
		{"Kenyan wins Boston after attack on Heartbreak Hill", "She attacked at kilometre 33, dropped two rivals and destroyed the course record."},
		{"Start-up raid: how a bank's best brokers were poached", "Eleven brokers deserted, two more were taken hostage by their bonuses, and the old bank struck back with lawyers."},
		{"Retailer to axe 900 jobs in latest high street bloodbath", "The chain will close 40 shops by June, killing 900 jobs. Unions spoke of a massacre."},
		{"Navy sinks old frigate in exercise off Hawaii", "Missiles and torpedoes sank a retired frigate off Hawaii on Thursday in the final act of an exercise of ten navies."},
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
		{"Gunmen kill film director on set in Michoacan", "Gunmen shot dead a film director and his driver on Saturday as they scouted locations for a series about the drug war in Michoacan, prosecutors said.", report.Attack, report.Moderate},
		{"Rocket hits Sloviansk theatre during premiere", "A Russian rocket struck a theatre in Sloviansk during the first night of a comedy on Friday evening, killing five people and wounding 23, the mayor said.", report.Shelling, report.High},
		{"Grenade thrown at book fair in Baghdad", "A grenade thrown at the stand of a publisher wounded four visitors of Baghdad's book fair on Thursday, police said.", report.Bombing, report.Moderate},
		{"Militants raid football match in Borno, kill 9", "Militants on motorcycles attacked a football match in a village in Borno state on Sunday and killed nine players and spectators, residents said.", report.Attack, report.High},
		{"Chess champion's brother abducted in Port Harcourt", "Gunmen abducted the brother of Nigeria's chess champion in Port Harcourt on Monday and demanded a ransom.", report.Abduction, report.Low},
		{"Novelist dies in strike on Gaza flat", "The novelist Amal Shaheen, 46, and her two sons died when an Israeli strike hit their flat in Gaza City overnight, health officials said. Her last book, a thriller, was to appear in May.", report.Airstrike, report.Moderate},
		{"Bomb under team bus wounds four rugby players in Tbilisi", "A bomb exploded under the bus of a rugby team in Tbilisi on Saturday, wounding four forwards and the coach.", report.Bombing, report.Moderate},
		{"Museum guards shot dead in Cairo heist", "Robbers shot dead two guards of a museum in Cairo on Sunday and fled with a gold mask.", report.Attack, report.Moderate},
		{"Riot at cup final in Surabaya leaves 14 dead", "Fans stormed the pitch after the final whistle in Surabaya on Saturday and fought with police; fourteen people were killed.", report.Riot, report.High},
		{"Rapper gunned down outside studio in Marseille", "A rapper known for songs about gang wars was gunned down outside a studio in Marseille on Tuesday night, prosecutors said.", report.Attack, report.Low},
		{"Video game festival in Manila evacuated after blast", "An explosion at a video game festival in Manila on Saturday injured seven people, and police are looking for a man who left a bag.", report.Bombing, report.Moderate},
		{"Strike kills six at wedding in Sanaa", "An air strike killed six guests of a wedding in Sanaa on Thursday, medics said. A band was playing when the bomb fell.", report.Airstrike, report.High},
		{"Taliban shell market, 11 killed", "Shells fired by the Taliban fell on a market in Torkham on Sunday, killing eleven shoppers.", report.Shelling, report.High},
		{"Actress and two dancers kidnapped in Haiti", "Armed men kidnapped an actress and two dancers on their way to a rehearsal in Port-au-Prince on Friday.", report.Abduction, report.Low},
		{"Drone attack kills 8 at stadium in Omdurman", "Eight people were killed when a drone hit a stadium that shelters displaced people in Omdurman on Wednesday, volunteers said.", report.Airstrike, report.High},
		{"Theatre director shot dead in Sao Paulo", "The director of a theatre was shot dead at a traffic light in Sao Paulo on Wednesday night, police said.", report.Attack, report.Moderate},
		{"Missile kills seven at Kyiv publisher's warehouse", "A Russian missile hit the warehouse of a publisher of novels and comics in Kyiv on Thursday, killing seven workers and burning 50,000 books.", report.Shelling, report.High},
		{"Two killed as gunmen attack cricket team's hotel in Quetta", "Gunmen fired on the hotel of a visiting cricket team in Quetta on Saturday and killed two guards before they were shot by police.", report.Attack, report.Moderate},
		{"Former heavyweight champion stabbed in Lagos", "A former heavyweight boxing champion was stabbed in a robbery at his home in Lagos on Sunday and is in hospital, his manager said.", report.Attack, report.Moderate},
		{"Bomb scare becomes real: blast at Ankara opera", "A bomb went off in the cloakroom of the opera in Ankara on Friday during the second act of an opera by Verdi and injured 16 people, the governor said.", report.Bombing, report.Moderate},
		{"Drone strike on Myanmar festival kills 24", "A paraglider of the army dropped bombs on a festival in Chaung-U on Monday evening and killed 24 people, residents said.", report.Airstrike, report.High},
		{"Hooligans kill rival fan in Belgrade", "A supporter of 22 was beaten to death with bats by hooligans of a rival club in Belgrade on Saturday night.", report.Attack, report.Moderate},
		{"Striking miners shot at in Marikana", "Police opened fire on striking platinum miners on Thursday and wounded nine, the union said.", report.Attack, report.Moderate},
		{"Gunman opens fire in Texas cinema", "A gunman opened fire in a cinema in Austin on Friday during a late show and killed three people, police said.", report.Attack, report.Moderate},
		{"Three dead in attack on gaming cafe", "Attackers with machetes stormed a gaming cafe in Lima on Tuesday and killed three teenagers.", report.Attack, report.Moderate},
		{"Author Rushdie-style attack in Oslo", "A man stabbed the author of a book about the mafia on a stage in Oslo on Monday; she lost an eye.", report.Attack, report.Moderate},
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
