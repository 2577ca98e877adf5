package rules

// A posting says that a rule may be met by a report that has the feature, and what the report must have besides.
type posting struct {
	record place
	guard  guard
}

// postings are lists of postings by number. They lie in blocks that are cut from large chunks: a list that outgrows
// its block moves to one half as large again, and leaves the old one to other lists. So a list costs eight bytes beside its
// postings, nothing to the garbage collector, and adding to it is never more than moving the one list.
type postings struct {
	lists  []postingList
	chunks [][]posting
	fill   int        // of the last chunk
	free   [][]uint32 // blocks that no list is in, by class
}

type postingList struct {
	block uint32 // its chunk in the high bits, the posting in the low
	size  uint32 // how many postings, and the class of the block in the lowest classBits
}

const (
	postingChunkBits = 12
	postingChunk     = 1 << postingChunkBits
	classBits        = 6
)

// capacity is how many postings a block of a class has: none, 1, 2, 3, 4, 6, 8, 12, 16 and so on.
func capacity(class uint32) int {
	if class < 2 {
		return int(class)
	}
	return int(2+class&1) << (class/2 - 1)
}

func (l postingList) len() int { return int(l.size >> classBits) }

// of returns a list. It is valid until the list changes.
func (x *postings) of(n uint32) []posting {
	l := x.lists[n]
	if l.size == 0 {
		return nil
	}
	return x.at(l.block)[:l.len()]
}

func (x *postings) at(block uint32) []posting {
	return x.chunks[block>>postingChunkBits][block&(postingChunk-1):]
}

// grow makes lists below n.
func (x *postings) grow(n int) {
	for len(x.lists) < n {
		x.lists = append(x.lists, postingList{})
	}
}

// add appends to a list unless the same rule is there last: a feature may be a way into a rule twice.
func (x *postings) add(n uint32, p posting) {
	l := &x.lists[n]
	count := l.len()
	if count > 0 && x.at(l.block)[count-1].record == p.record {
		return
	}
	if class := l.size & (1<<classBits - 1); count == capacity(class) {
		x.move(l, class+1)
	}
	x.at(l.block)[count] = p
	l.size += 1 << classBits
}

// remove takes a rule out of a list, which loses its order; nothing happens when it is not there.
func (x *postings) remove(n uint32, record place) {
	l := &x.lists[n]
	all := x.of(n)
	for i := range all {
		if all[i].record != record {
			continue
		}
		all[i] = all[len(all)-1]
		l.size -= 1 << classBits
		// A list shrinks late, so that it does not move to and fro.
		if class := l.size & (1<<classBits - 1); l.len() == 0 || class > 4 && l.len()*4 <= capacity(class) {
			if l.len() == 0 {
				x.leave(l)
			} else {
				x.move(l, class-2)
			}
		}
		return
	}
}

// move takes a list to a block of another class.
func (x *postings) move(l *postingList, class uint32) {
	to := x.block(class)
	count := l.len()
	copy(x.at(to)[:count], x.at(l.block))
	if count > 0 {
		x.leave(l)
	}
	*l = postingList{to, uint32(count)<<classBits | class}
}

// block returns a block of a class that no list is in.
func (x *postings) block(class uint32) uint32 {
	if int(class) < len(x.free) {
		if n := len(x.free[class]); n > 0 {
			to := x.free[class][n-1]
			x.free[class] = x.free[class][:n-1]
			return to
		}
	}
	size := capacity(class)
	if len(x.chunks) == 0 || x.fill+size > len(x.chunks[len(x.chunks)-1]) {
		x.cutUp()
		x.chunks = append(x.chunks, make([]posting, max(postingChunk, size)))
		x.fill = 0
	}
	to := uint32(len(x.chunks)-1)<<postingChunkBits | uint32(x.fill)
	x.fill += size
	return to
}

// cutUp leaves what is left of the last chunk to lists that will need it.
func (x *postings) cutUp() {
	if len(x.chunks) == 0 {
		return
	}
	left := len(x.chunks[len(x.chunks)-1]) - x.fill
	for class := uint32(2 * postingChunkBits); class > 0; class-- {
		for size := capacity(class); left >= size; left -= size {
			x.keep(class, uint32(len(x.chunks)-1)<<postingChunkBits|uint32(x.fill))
			x.fill += size
		}
	}
}

// leave gives the block of a list away.
func (x *postings) leave(l *postingList) {
	x.keep(l.size&(1<<classBits-1), l.block)
	*l = postingList{}
}

// keep remembers a block that no list is in.
func (x *postings) keep(class, block uint32) {
	for len(x.free) <= int(class) {
		x.free = append(x.free, nil)
	}
	x.free[class] = append(x.free[class], block)
}
