package tag

// clauseAt says whether a clause of its own begins at token i, which no gap reaches into.
func (r *reading) clauseAt(i int) bool {
	switch r.d.Tokens[i].Fold {
	case "when", "while", "because", "although", "though", "whereas", "unless":
		return true
	case "that": // "judges found that the rifles"
		return i > 0 && (r.d.Tokens[i-1].Fold == "found" || r.d.Tokens[i-1].Fold == "finds")
	}
	return false
}

// reports says whether what follows token i is only what somebody says of others: "villagers said that".
func (r *reading) reports(i int) bool {
	if f := r.d.Tokens[i].Fold; f != "said" && f != "says" && f != "say" || r.lang.code != "en" {
		return false
	}
	i = r.next(i)
	if i < len(r.d.Tokens) && r.d.Tokens[i].Fold == "that" {
		i = r.next(i)
	}
	return !r.is(i, cPron|cTo) // "soldiers say they have removed the president"
}

// breaks says whether a word at token i ends what belongs to the words before it: a plain gap does not reach over it. A
// subject may have more about it than an object: "drones of the army hit".
func (r *reading) breaks(i int, subject bool) bool {
	if r.is(i, cModal|cMaybe|cTo|cNeg|cRel|cSay|cBy) || r.comma(i) || r.is(i, cAnd) && i+1 < len(r.d.Tokens) && past(r.d.Tokens[i+1].Fold) {
		return true
	}
	if subject {
		return past(r.d.Tokens[i].Fold) || r.is(i, cSub) && !r.is(i, cPrep)
	}
	return r.is(i, cSub|cPrep|cOf)
}

// noVerb says whether the word at token i cannot be the verb behind a subject, or behind a form of be: "a march", "were hit".
func (r *reading) noVerb(i int, being, subject bool) bool {
	if past(r.d.Tokens[i].Fold) {
		return being
	}
	return subject && r.is(i-1, cDet)
}
