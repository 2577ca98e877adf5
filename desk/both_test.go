package desk

import "testing"

// Whoever serves many survives what panics in a request: so it must panic where the request is served.
func TestBothPanicsWhereItIsCalled(t *testing.T) {
	done := false
	defer func() {
		if p := recover(); p != "aside" || !done {
			t.Errorf("recovered %v, done %t", p, done)
		}
	}()
	both(func() { done = true }, func() { panic("aside") })
}
