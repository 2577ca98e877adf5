package store

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"sync"
)

// Texts of reports take most of a database, and are read seldom: rules and summaries look at packs. They are kept squeezed
// to about half, as a blob that begins with the length; what gains nothing, and what stands there from before, as text.

const (
	shortest = 256      // bytes that are worth squeezing
	longest  = 64 << 20 // more than any document that is read: what claims it is damaged
)

// A squeezer squeezes one text after the other. The zero value is ready.
type squeezer struct {
	w   *flate.Writer
	out bytes.Buffer
}

// squeeze returns a text as it is kept. What it returns is good until it is called again.
func (q *squeezer) squeeze(s string) (any, error) {
	if len(s) < shortest {
		return s, nil
	}
	if q.w == nil {
		var err error
		if q.w, err = flate.NewWriter(nil, flate.BestSpeed); err != nil {
			return nil, err
		}
	}
	q.out.Reset()
	q.out.Write(binary.AppendUvarint(nil, uint64(len(s))))
	q.w.Reset(&q.out)
	if _, err := io.WriteString(q.w, s); err != nil {
		return nil, err
	}
	if err := q.w.Close(); err != nil {
		return nil, err
	}
	if q.out.Len() >= len(s) {
		return s, nil
	}
	return q.out.Bytes(), nil
}

// squeezed scans a text.
type squeezed struct{ s *string }

func (t squeezed) Scan(v any) error {
	switch v := v.(type) {
	case string:
		*t.s = v
		return nil
	case []byte:
		s, err := unsqueeze(v)
		*t.s = s
		return err
	}
	return fmt.Errorf("a text is kept as %T", v)
}

var inflaters = sync.Pool{New: func() any { return flate.NewReader(nil) }}

func unsqueeze(b []byte) (string, error) {
	n, at := varint(b)
	if at == 0 || n > longest {
		return "", errText
	}
	r := inflaters.Get().(io.ReadCloser)
	defer inflaters.Put(r)
	if err := r.(flate.Resetter).Reset(bytes.NewReader(b[at:]), nil); err != nil {
		return "", err
	}
	var s strings.Builder
	if _, err := io.CopyN(&s, r, int64(n)); err != nil {
		return "", fmt.Errorf("%w (%w)", errText, err)
	}
	return s.String(), nil
}

var errText = fmt.Errorf("the text of a report: %w", ErrCorrupt)
