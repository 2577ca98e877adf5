package tag

import (
	"strings"

	"tocsin/text"
)

// measureStems begin words of tMeasure where endings are many.
var measureStems = [...]string{"летн", "річн", "километр", "кілометр", "метр", "миллион", "миллиард", "мільйон", "мільярд", "процент", "беспилотник", "безпілотник", "дрон", "ракет", "снаряд", "боеприпас",
	"боєприпас"}

// measured says whether the number in the tokens first to last counts no people: an age, a time, a way, a sum, a share.
func (r *reading) measured(first, last int, s *text.Sentence) bool {
	if first > s.First && r.d.Tokens[first-1].Kind == text.Punct {
		switch r.d.Tokens[first-1].Fold {
		case "$", "€", "£":
			return true
		}
	}
	i := r.next(last)
	if i < s.End && r.is(i, cOf) && i+1 < s.End {
		i++ // 12 de enero, 3 millions d'euros
	}
	if i < s.End {
		f := r.d.Tokens[i].Fold
		if r.has(i, tMeasure) {
			return true
		}
		for _, m := range measureStems {
			if strings.HasPrefix(f, m) {
				return true
			}
		}
	}
	if first > s.First && i < s.End && r.comma(first-1) && r.comma(i) && r.d.Tokens[last].Kind == text.Number {
		return true // Ali, 34, fue asesinado
	}
	// su hijo de 12: an age without its years, where "of" follows somebody rather than a loss
	if r.d.Tokens[last].Kind != text.Number || first < s.First+2 || !r.is(first-1, cOf) || i < s.End && r.d.Tokens[i].Kind != text.Punct {
		return false
	}
	return r.stem[first-2] == 0 && r.exact[first-2] == 0
}
