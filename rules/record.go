package rules

// A record is a compiled rule in the words of a book: the rule's id in two words, a word with its size, the program. The
// members of the program are met by AND.

// The instructions of a program: four bits, and an argument.
const (
	insFeature = iota + 1 // argument: the feature
	insWay                // the same, of a feature that the rule is posted under
	insAnd                // argument: the size of the members that follow
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

// numbers are those of a report that rules compare; unknownNumber for one that it does not give.
type numbers [4]int32

const unknownNumber = -1

// numberOf is which of the numbers a field compares.
func numberOf(k kind) uint32 { return uint32(k - kindSeverity) }

// comparison packs a clause that compares: two bits, three bits, and up to maxNumber.
func comparison(c *clause) uint32 {
	return instruction(insCompare, numberOf(c.field.kind)<<26|uint32(c.cmp)<<23|uint32(c.n))
}

func (n *numbers) meet(arg uint32) bool {
	have := n[arg>>26&3]
	return have != unknownNumber && cmp(arg>>23&7).holds(int(have), int(arg&(1<<23-1)))
}

// meets runs a program: all of its members must be met.
func (b *book) meets(code []uint32, s *scratch) bool {
	for pc := 0; pc < len(code); {
		if ins := code[pc] >> insShift; ins <= insWay {
			if !s.has(code[pc] & argMask) {
				return false
			}
			pc++
			continue
		}
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
	for pc++; pc < end; {
		if code[pc]>>insShift <= insWay {
			if s.has(code[pc] & argMask) {
				return true, end
			}
			pc++
			continue
		}
		if ok, pc = b.step(code, pc, s); ok {
			return true, end
		}
	}
	return false, end
}
