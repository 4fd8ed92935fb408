package workbook

import (
	"bytes"
	"compress/flate"
	"io"
	"math/rand"
	"testing"
)

// What we pack must come out of any inflater as it went in; a wrong bit would ruin a marked copy.
func FuzzPackSmall(f *testing.F) {
	rng := rand.New(rand.NewSource(1))
	noise := make([]byte, 60_000)
	rng.Read(noise)
	for i := range noise[30_000:] {
		noise[30_000+i] &= 3
	}
	for _, s := range []string{"", "a", "abcabcabcabcabcabc", officialSheet(), string(noise), string(bytes.Repeat([]byte{0}, 65_000)),
		string(noise[:300]) + string(make([]byte, 33_000)) + string(noise[:300])} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) >= smallPart {
			return
		}
		out, err := io.ReadAll(flate.NewReader(bytes.NewReader(packSmall(nil, b))))
		if err != nil || !bytes.Equal(out, b) {
			t.Fatalf("%d bytes came out as %d: %v", len(b), len(out), err)
		}
	})
}

// Every distance and length has its own code; a table that is off by one shows only here.
func TestEveryMatchCode(t *testing.T) {
	for d := 1; d <= farthest; d++ {
		s := &fixed.distance[distanceSymbol(d)]
		if d < s.base || d >= s.base+1<<s.extra {
			t.Fatalf("distance %d has code %d of %d", d, distanceSymbol(d), s.base)
		}
	}
	for n := 3; n <= longest; n++ {
		if fixed.length[n].width == 0 {
			t.Fatalf("length %d has no code", n)
		}
	}
}

func BenchmarkPack(b *testing.B) {
	text := []byte(officialSheet())
	for _, c := range []struct {
		name string
		do   func(dst, b []byte) []byte
	}{{"small", packSmall}, {"general", packLarge}} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			var buf []byte
			for b.Loop() {
				buf = c.do(buf[:0], text)
			}
			b.ReportMetric(float64(len(buf)), "bytes")
		})
	}
}
