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
