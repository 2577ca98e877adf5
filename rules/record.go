package rules

// A record is a compiled rule in the words of a book: a word with sizes, the rule's id, the program. The members of the
// program are met by AND. First stand the plain ones, of which most rules consist: a feature, or several of which one is
// enough, the last of them marked.

// The instructions of a program: four bits, and an argument. That of a feature is insFeature, with marks.
const (
	insFeature = 0 // argument: the feature
	insWay     = 1 // marks a feature that the rule is posted under
	insUnless  = 2 // marks one that must not be there
	insLast    = 4 // marks the last of a plain member
)

const (
	insAnd     = iota + 8 // argument: the size of the members that follow
	insOr                 // argument: the size of the members that follow
	insNot                // the next is negated
	insCompare            // argument: which number, how, with what
	insAsk                // argument: the question that only the report itself can answer
	insSame               // argument: the question whose AND must be met by one and the same event
)

const (
	insShift = 28
	argMask  = 1<<insShift - 1
)

func instruction(ins, arg uint32) uint32 { return ins<<insShift | arg }

// isFeature says whether an instruction is a feature, whatever its marks.
func isFeature(code uint32) bool { return code>>insShift < insAnd }

// isWay says whether an instruction is a feature that the rule is posted under.
func isWay(code uint32) bool { return isFeature(code) && code>>insShift&insWay != 0 }

// numbers are those of a report that rules compare; unknownNumber for one that it does not give.
type numbers [3]int32

const unknownNumber = -1

// numberOf is which of the numbers a field compares.
func numberOf(k kind) uint32 { return uint32(k - kindKilled) }

// comparison packs a clause that compares numbers: two bits, three bits, and up to maxNumber.
func comparison(c *clause) uint32 {
	return instruction(insCompare, numberOf(c.field.kind)<<26|uint32(c.cmp)<<23|uint32(c.n))
}

func (n *numbers) meet(arg uint32) bool {
	have := n[arg>>26&3]
	return have != unknownNumber && cmp(arg>>23&7).holds(int(have), int(arg&(1<<23-1)))
}

// plainly returns 1 when all of the plain members of a program are met, else 0. Nothing is decided on the way.
func (s *scratch) plainly(code []uint32) int {
	bits, met, one := s.bits, uint64(1), uint64(0) // the lowest bits count
	for _, c := range code {
		f := c & argMask
		one |= bits[f/64]>>(f%64) ^ uint64(c/(insUnless<<insShift))
		last := uint64(c/(insLast<<insShift)) & 1
		met &= one | ^last
		one &= last - 1
	}
	return int(met)
}

// plain returns those of some candidates of which the plain members are met.
func (b *book) plain(some []candidate, s *scratch) []candidate {
	touch := uint32(0)
	for _, c := range some {
		touch += b.chunks[c.record>>chunkBits][c.record&(chunkWords-1)]
	}
	for _, c := range some { // a long one goes on to another line
		r := b.at(c.record)
		touch += r[r.size()-1]
	}
	s.touch += uint64(touch)
	n := 0
	for _, c := range some {
		some[n] = c
		n += s.plainly(b.at(c.record).plain())
	}
	return some[:n]
}

// meets runs a program: all of its members must be met.
func (b *book) meets(code []uint32, s *scratch) bool {
	for pc := 0; pc < len(code); {
		ok, next := b.step(code, pc, s)
		if !ok {
			return false
		}
		pc = next
	}
	return true
}

// step runs one member, and says where the next begins.
func (b *book) step(code []uint32, pc int, s *scratch) (ok bool, next int) {
	arg := code[pc] & argMask
	switch code[pc] >> insShift {
	case insFeature, insWay:
		return s.has(arg), pc + 1
	case insCompare:
		return s.numbers.meet(arg), pc + 1
	case insAsk:
		return b.asks.all[arg].eval(s.item), pc + 1
	case insSame:
		return b.asks.all[arg].sameEvent(s.item.Tags) != nil, pc + 1
	case insNot:
		ok, next = b.step(code, pc+1, s)
		return !ok, next
	case insAnd:
		end := pc + 1 + int(arg)
		return b.meets(code[pc+1:end], s), end
	}
	end := pc + 1 + int(arg)
	for pc++; pc < end && !ok; {
		ok, pc = b.step(code, pc, s)
	}
	return ok, end
}
