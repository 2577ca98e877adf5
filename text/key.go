package text

import "hash/maphash"

// A Key is a token in numbers, for those who look up every token of a text among many words: one look into a table
// instead of one into each string.
type Key struct {
	Stem uint64 // Hash of Token.Stem of a word or number, 0 for all other tokens
	Fold uint64 // Hash of Token.Fold
	Head uint64 // Head of Token.Fold
}

// seed makes hashes that nobody outside can aim at. It differs from run to run.
var seed = maphash.MakeSeed()

// Hash returns 64 bits that tell words apart within one run of the program: any two of a million differ but once in 40
// million runs. It is never 0.
func Hash(word string) uint64 {
	if h := maphash.String(seed, word); h != 0 {
		return h
	}
	return 1
}

// HeadBytes is how much of a word its Head has.
const HeadBytes = 8

// Head returns the first bytes of a word as a number, the first the most significant, zeros behind the end.
func Head(word string) (h uint64) {
	for i := range min(len(word), HeadBytes) {
		h |= uint64(word[i]) << (56 - 8*i)
	}
	return h
}

// keyOf returns the key of a token whose stem counts for nothing.
func keyOf(fold string) Key { return Key{Fold: Hash(fold), Head: Head(fold)} }

// stemmedKeyOf returns the key of a word or number; of one of which nothing is left when folded the stem counts for nothing.
func stemmedKeyOf(fold, stem string) Key {
	k := keyOf(fold)
	switch {
	case fold == "":
	case stem == fold:
		k.Stem = k.Fold
	default:
		k.Stem = Hash(stem)
	}
	return k
}
