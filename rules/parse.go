package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// The bounds of a rule: they keep every rule readable and every report cheap.
const (
	MaxLength = 1000 // code points
	MaxTerms  = 64   // words, phrases, names, numbers
	MaxDepth  = 8    // parentheses within parentheses
)

// Parse reads a rule. Names are made into ids with names. What cannot be understood, an unknown name and a name of
// several readings are each an *Error; never are a rule and an error both returned.
func Parse(src string, names Names) (*Expr, error) { return NewReader(names).Parse(src) }

// A Reader reads many rules, and faster than Parse does one by one: it remembers the words of those it has read. It may be
// used by several goroutines.
type Reader struct {
	names Names
	words *lexicon
}

// NewReader returns a Reader that remembers nothing yet.
func NewReader(names Names) *Reader { return &Reader{names, newLexicon()} }

// Parse reads a rule as the function Parse does.
func (r *Reader) Parse(src string) (*Expr, error) {
	p := &parser{Reader: r}
	if !utf8.ValidString(src) {
		src = strings.ToValidUTF8(src, "\uFFFD")
	}
	p.scanner = newScanner(src)
	if n := len(p.text); n > MaxLength {
		return nil, p.fail(MaxLength, n, fmt.Sprintf("a rule has at most %d characters, this has %d: make two rules of it", MaxLength, n))
	}
	root, err := p.rule()
	if err != nil {
		return nil, err
	}
	return &Expr{root: root}, nil
}

type parser struct {
	*scanner
	*Reader
	depth int
	terms int
}

func (p *parser) fail(start, end int, msg string, suggest ...string) *Error {
	return &Error{Src: p.src, Start: start, End: end, Msg: msg, Suggest: suggest}
}

func (p *parser) rule() (*node, error) {
	p.spaces()
	if p.peek(0) == 0 {
		return nil, p.fail(p.pos, p.pos, `the rule is empty: write for example region:Iraq drone severity>=high`)
	}
	n, err := p.either()
	if err != nil {
		return nil, err
	}
	if p.peek(0) == ')' {
		return nil, p.fail(p.pos, p.pos+1, "no parenthesis is open here")
	}
	return n, nil
}

// either reads members joined by OR, up to the end or a closing parenthesis.
func (p *parser) either() (*node, error) {
	var kids []*node
	for {
		n, err := p.both()
		if err != nil {
			return nil, err
		}
		kids = append(kids, n)
		if !p.keyword("OR") {
			return join(opOr, kids), nil
		}
	}
}

// both reads members side by side or joined by AND.
func (p *parser) both() (*node, error) {
	var kids []*node
	for {
		p.spaces()
		start := p.pos
		if p.peek(0) == 0 || p.peek(0) == ')' || p.keyword("OR") {
			end := p.pos
			p.pos = start
			if len(kids) > 0 {
				return join(opAnd, kids), nil
			}
			return nil, p.fail(start, max(end, start), "expected a word, a phrase or a field here")
		}
		if p.keyword("AND") {
			if p.spaces(); len(kids) == 0 || p.peek(0) == 0 || p.peek(0) == ')' {
				return nil, p.fail(start, start+3, "AND stands between two things")
			}
		}
		n, err := p.not()
		if err != nil {
			return nil, err
		}
		kids = append(kids, n)
	}
}

// not reads one member with the NOTs before it.
func (p *parser) not() (*node, error) {
	p.spaces()
	start := p.pos
	switch {
	case p.keyword("NOT"):
		p.spaces()
	case p.peek(0) == '-' && p.peek(1) != ' ' && p.peek(1) != 0:
		p.pos++
	default:
		return p.clause()
	}
	if r := p.peek(0); r == 0 || r == ')' {
		return nil, p.fail(start, p.pos, "expected what must not be there")
	}
	n, err := p.not()
	if err != nil {
		return nil, err
	}
	return negate(n), nil
}

func (p *parser) clause() (*node, error) {
	start := p.pos
	switch p.peek(0) {
	case '(':
		return p.group()
	case ',':
		return nil, p.fail(start, start+1, "a comma makes lists behind a field only (region:Iraq,Syria): write OR between words")
	}
	if name := p.name(); name != "" {
		if n, err := p.fieldClause(name); n != nil || err != nil {
			return n, err
		}
	}
	if p.keyword("OR") || p.keyword("AND") {
		return nil, p.fail(start, p.pos, "expected a word, a phrase or a field here")
	}
	v, err := p.term(false)
	if err != nil {
		return nil, err
	}
	return &node{clause: &clause{field: wordsField, values: []value{v}}}, nil
}

func (p *parser) group() (*node, error) {
	start := p.pos
	if p.depth++; p.depth > MaxDepth {
		return nil, p.fail(start, start+1, fmt.Sprintf("parentheses go at most %d deep", MaxDepth))
	}
	p.pos++
	n, err := p.either()
	if err != nil {
		return nil, err
	}
	if p.peek(0) != ')' {
		return nil, p.fail(start, start+1, "this parenthesis is not closed")
	}
	p.pos++
	p.depth--
	return n, nil
}

// fieldClause reads a field with its values. It returns nothing and does not move when name is no field but a word.
func (p *parser) fieldClause(name string) (*node, error) {
	start := p.pos
	f := fieldNamed(strings.ToLower(name))
	p.pos += len([]rune(name))
	if f != nil {
		p.spaces()
	}
	c, n := p.operator()
	colon := p.peek(0) == ':'
	if !colon && (c == cmpNone || c == cmpIs && p.peek(1) == '"') {
		p.pos = start
		return nil, nil
	}
	if f == nil {
		return nil, p.unknownField(name, start)
	}
	if f.compare {
		if colon {
			return nil, p.fail(start, p.pos+1, fmt.Sprintf("%s is compared, not listed", f.name), f.name+">=", f.name+"=")
		}
		p.pos += n
		return p.comparison(f, c, start)
	}
	if !colon {
		return nil, p.fail(start, p.pos+n, fmt.Sprintf("%s takes a colon and names", f.name), f.name+":")
	}
	p.pos++
	p.spaces()
	if f.kind == kindNear {
		return p.near(f)
	}
	return p.list(f)
}

func (p *parser) unknownField(name string, start int) error {
	if strings.EqualFold(name, "trend") {
		return p.fail(start, p.pos+1, "trend: is not there yet")
	}
	msg := fmt.Sprintf("there is no field %q", name)
	suggest := nearestFields(name)
	for i := range suggest {
		if suggest[i] += ":"; fieldNamed(strings.TrimSuffix(suggest[i], ":")).compare {
			suggest[i] = strings.TrimSuffix(suggest[i], ":") + ">="
		}
	}
	if len(suggest) == 0 {
		msg += " (to look for these words, put them in quotation marks)"
	}
	return p.fail(start, p.pos+1, msg, suggest...)
}

// list reads the values of a field, separated by commas.
func (p *parser) list(f *field) (*node, error) {
	c := &clause{field: f}
	for {
		p.spaces()
		v, err := p.value(f)
		if err != nil {
			return nil, err
		}
		c.add(v)
		end := p.pos
		if p.spaces(); p.peek(0) != ',' {
			p.pos = end
			return &node{clause: c}, nil
		}
		p.pos++
	}
}

// add appends a value unless the clause has it.
func (c *clause) add(v value) {
	for i := range c.values {
		if c.values[i].show == v.show && c.values[i].id == v.id {
			return
		}
	}
	c.values = append(c.values, v)
}

// count says that a term was read which began at start.
func (p *parser) count(start int) error {
	if p.terms++; p.terms > MaxTerms {
		return p.fail(start, p.pos, fmt.Sprintf("a rule has at most %d words and names: make two rules of it", MaxTerms))
	}
	return nil
}
