package text

import (
	"strings"
	"testing"
)

// headlines are ours, by language: short, without the letters and small words that make it easy wherever news goes without.
var headlines = map[string]string{
	"en": `U.S. urges calm
Chef's arrest stirs Lyon
El-Fasher under siege
Average fuel price jumps in Lagos
'I would do it again': general unrepentant
Son of strongman jailed in Malabo
Don't go, Seoul tells tourists
Gunmen kill 12 soldiers in Mali.
El Salvador: gang crackdown
La Paz: troops storm palace
Los Angeles police arrest suspect
Le Pen verdict: court bars run
Bomb kills three
Drone strikes refinery
San José protests turn deadly
Tunis jails opposition leader
Hezbollah chief buried
Niamey junta expels envoy
Rio de Janeiro raid leaves dozens dead
Santa Cruz: protesters block roads
Quake hits Sumatra
Ceasefire holds
TROOPS SEIZE AIRPORT IN KHARTOUM
Erdoğan warns Athens
Talks resume
Côte d'Ivoire: army mutiny
Das Island: fire at oil terminal
Die-in staged at parliament
Van attack: driver charged
Al-Shabab raid repelled
De Gaulle carrier leaves port`,
	"es": `Petro amenaza con romper relaciones
Ataca dron en Guaviare
Sismo en Oaxaca
Asesinan a alcalde
Secuestran a periodista
Explosión sacude Caracas
Mueren tres policías en Culiacán
Tiroteo en escuela
Capturan cabecilla narco
Fuerte sismo sacude Lima
Ataque con drones deja dos muertos
Detienen a exministro
Retiran tropas
Paro nacional bloquea carreteras
Protestas en Quito
Derriban helicóptero militar
Rescatan a migrantes
Hallan fosa común
Balacera deja cuatro heridos
Alto el fuego en Gaza`,
	"fr": `Bamako : pénurie de carburant
Niamey déclare non grata un diplomate
Grève illimitée à Mayotte
Attentat suicide
Trois soldats tués
Explosion à Kaboul : cinq morts
Frappes israéliennes sur Beyrouth
Otages libérés
Affrontements meurtriers à Tripoli
Cessez-le-feu prolongé
Putsch manqué au Bénin
Manifestations réprimées
Prise d'otages
Ministre limogé
Séisme : lourd bilan
Enlèvement d'un prêtre
Naufrage meurtrier
Tirs de roquettes sur Haïfa`,
	"de": `Mindestens vier Tote bei Drohnenangriff auf Odessa
Großbrand in Izmir
Brandanschlag auf Synagoge
Ermittler durchsuchen Ministerium
Anschlag in Kabul
Tote bei Explosion in Bagdad
Messerangriff in Solingen
Luftangriff auf Krankenhaus
Geiseln freigelassen
Waffenruhe verlängert
Erdbeben erschüttert Myanmar
Polizei nimmt Verdächtigen fest
Regierung verhängt Ausnahmezustand
Drohnenangriff auf Raffinerie
Putschversuch gescheitert`,
	"pt": `Três mortos em deslizamento
Greve paralisa Lisboa
Maduro ameaça Guiana
Ataque deixa cinco mortos
Polícia mata suspeito no Rio
Explosão em Beirute
Reféns libertados
Enchentes matam dez pessoas
Tiroteio em escola
Presidente decreta estado de sítio
Manifestações em Maputo
Avião cai na Amazônia
Governo anuncia cessar-fogo`,
	"it": `Maltempo, due dispersi in Liguria
Minacce al giudice
Zelensky incontra il Papa
Attentato a Kabul
Uccisi tre soldati
Esplosione a Beirut
Ostaggi liberati
Scontri tra polizia e manifestanti
Raid aereo su Gaza
Terremoto, decine di morti
Arrestato boss della mafia
Tregua prolungata
Sparatoria in discoteca`,
	"nl": `Zeker twintig gewonden bij treinongeluk
Mes getrokken in tram
Oekraïne vraagt wapens
Aanslag in Brussel
Drie doden bij schietpartij
Explosie in Rotterdam
Gijzelaars vrijgelaten
Leger grijpt macht
Luchtaanval op ziekenhuis
Politie arresteert verdachte
Aardbeving treft Turkije`,
	"tr": `Ankara'da patlama
Üç asker öldü
Deprem: 12 kişi yaralandı
Suriye'de çatışma
Ateşkes sağlandı
Polis gözaltına aldı
Irak'ta bombalı saldırı
Rehineler serbest`,
	"pl": `Zamach w Kabulu
Atak dronów na Kijów
Wybuch w Warszawie, są ranni
Zginęło pięć osób
Trzęsienie ziemi w Turcji
Policja zatrzymała podejrzanego`,
	"sv": `Explosion i Malmö
Två personer döda
Polisen skjuten
Gisslan släppt i Gaza
Jordbävning i Chile`,
	"id": `Ledakan bom di Makassar
Lima orang tewas
Gempa guncang Lombok
Polisi tangkap teroris
Demo di Jakarta`,
	"ru": `Путин назначил нового посла
Над Курском сбиты дроны
Спасатели завершили работы
Суд в Москве отказал активисту
Директор завода задержан
Взрыв в Махачкале
Погибли двое военных
Задержан бывший министр
Удар по складу
Перестрелка на границе
Обмен пленными
Атака беспилотников на Брянск
Теракт в Кабуле
Землетрясение в Чили
Новые санкции США`,
	"uk": `«Шахтар» розгромив «Зорю»
Директора заводу засуджено
Зеленський призначив нового посла
Над Полтавою збито дрони
Рятувальники завершили роботи
Вибух у Харкові
Загинули двоє військових
Атака на Одесу, поранено людину
Внаслідок удару загинуло п'ятеро
Шахед влучив у будинок
Росіяни вдарили по ринку
Окупанти обстріляли Херсон
Обмін полоненими
Затримано посадовця
Троє поранених`,
	"bg": `Прокуратурата разследва кмета на Варна
Стрелба в Пловдив
Взрив в склад за боеприпаси
Земетресение в Турция, няма пострадали
Двама души загинаха при удар със самолет`,
	"sr": `Протест студената у Новом Саду
Вучић најавио изборе
Експлозија у Београду
Ухапшен вођа побуњеника`,
	"ar": `انفجار في بغداد
مقتل ثلاثة جنود
غارة على غزة
اعتقال قيادي
اشتباكات عنيفة
زلزال يضرب تركيا
هدنة جديدة
حماس تفرج عن رهائن
احتجاجات في تونس
استقالة الحكومة`,
	"fa": `انفجار در کابل
سه سرباز کشته شدند
زلزله در کرمان
بازداشت یک روزنامه نگار
حمله پهپادی به پالایشگاه
آتش بس در غزه
درگیری مرزی
تیراندازی در زاهدان`,
	"ur": `کابل میں دھماکہ، تین ہلاک
کراچی میں فائرنگ`,
	"he": `פיצוץ בתל אביב
שלושה חיילים נהרגו`,
	"mk": `Претседателката се сретна со амбасадорот во Скопје
Два лица загинаа во пожар`,
	"be": `У Мінску затрымалі журналіста
Суд у Гродна вынес прысуд апазіцыянеру, паведаміў ён ужо ў панядзелак`,
	"ca": `El govern català demana eleccions amb més garanties
Dos morts i tres ferits en un atac a les afores de Girona`,
	"az": `Bakıda partlayış nəticəsində iki nəfər yaralandı
Prezident Əliyev və Paşinyan görüşəcək`,
	"sw": `Polisi wakamata watu watano katika ghasia za Arusha
Rais wa Kenya asema vita na amani`,
	"cs": `Výbuch v Brně, tři lidé jsou zranění
Policie zadržela muže, který střílel na vládu`,
	"da": `Tre dræbt og fem sårede ved angreb i Odense
Politiet har anholdt to efter eksplosion`,
	"fi": `Poliisi pidätti kolme epäiltyä Helsingissä
Räjähdys Turussa, kaksi kuoli`,
	"hr": `Potres u Sisku, poginulo dvoje ljudi
Vlada je rekla da će prosvjed biti zabranjen`,
	"ps": `په کندهار کې چاودنه شوې ده
په کابل کې درې کسان ووژل شول او څلور ټپیان دي`,
	"ckb": `تەقینەوەیەک لە هەولێر ڕوویدا`,
	"el": `Έκρηξη στη Θεσσαλονίκη
Σεισμός στην Κρήτη, δύο νεκροί`,
	"hi": `जम्मू में आतंकी हमला, तीन जवान शहीद`,
	"zh": `也门首都发生爆炸 造成三人死亡`,
	"ja": `首都で爆発、兵士ら５人が死亡`,
	"ko": `서울 도심서 폭발 사고, 3명 부상`,
}

// TestHeadlines holds how many of the headlines are recognised, once and repeated.
func TestHeadlines(t *testing.T) {
	total, right := 0, 0
	for want, list := range headlines {
		for _, h := range strings.Split(list, "\n") {
			total++
			once, often := Language(h, "", ""), Language("", strings.Repeat(h+" ", 4), "")
			if once == want {
				right++
			} else {
				t.Logf("%s taken for %s: %s", want, once, h)
			}
			if often != once {
				t.Errorf("%q is %s alone and %s repeated", h, once, often)
			}
		}
	}
	t.Logf("%d of %d right", right, total)
	if 100*right < 95*total {
		t.Errorf("%d of %d headlines recognised, want 19 in 20", right, total)
	}
}

func BenchmarkLanguage(b *testing.B) {
	body := strings.Repeat("Iraqi officials said on Thursday that a drone strike in Baghdad killed two members of the group. ", 42)
	for b.Loop() {
		Language("Drone strike in Baghdad", body, "")
	}
}
