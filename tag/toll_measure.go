package tag

import (
	"strings"

	"tocsin/text"
)

// measures are what numbers beside a loss count instead of people, in the languages other than English: years of age and time, ways, sums,
// shares, weapons, buildings, goals. Folded, whole words.
var measures = wordSet(`
	ano anos mes meses dia dias semana semanas hora horas minuto minutos km kilometros kilometro metros millas euros euro dolares pesos soles millones millon % porcentaje
	veces goles drones misiles cohetes vehiculos viviendas casas edificios disparos balas balazos tiros toneladas grados municipios ataques enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
	an ans annee annees mois jour jours semaine semaines heure heures minute minutes kilometre kilometres metres miles euro dollars dollar millions million milliards milliard
	fois buts vehicules maisons logements immeubles missiles roquettes obus balle balles coups tonnes degres communes villages frappes attaques janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
	лет год года году годах месяц месяца месяцев день дня дней сутки суток час часа часов минут минуты неделю недели недель км миль долларов доллара рублей рубля евро млн млрд процента процентов раз раза голов гола
	домов дома сел села населенных танков машин января февраля марта апреля мая июня июля августа сентября октября ноября декабря
	рік року роки років місяць місяці місяців день дні днів доба доби діб година години годин хвилин тиждень тижні тижнів доларів гривень грн рублів відсоток відсотки відсотків рази разів голи голів
	будинків будинки сіл села населених танків машин січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
	عام عاما اعوام سنه سنوات سنين شهر شهرا اشهر شهور يوم يوما ايام اسبوع اسبوعا اسابيع ساعه ساعات دقيقه دقايق كيلومتر كيلومترا كيلومترات كم متر مترا امتار ميل ميلا دولار دولارا يورو مليون ملايين مليار مليارات
	مره مرات هدف اهداف منزل منزلا منازل مركبه عربه صاروخ صاروخا صواريخ طايره طايرات مسيره مسيرات قذيفه قذايف يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر`)

// measureStems begin such words where endings are many.
var measureStems = [...]string{"летн", "річн", "километр", "кілометр", "метр", "миллион", "миллиард", "мільйон", "мільярд", "процент", "беспилотник", "безпілотник", "дрон", "ракет", "снаряд", "боеприпас",
	"боєприпас"}

func wordSet(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

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
		if measures[f] {
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
