//go:build unix

package feed_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"tocsin/feed"
)

// unchangedServer is set in the environment of the process that answers every request with 304, so that its CPU is not
// counted with ours.
const unchangedServer = "TOCSIN_TEST_UNCHANGED_SERVER"

func TestMain(m *testing.M) {
	if os.Getenv(unchangedServer) != "" {
		serveUnchanged()
		return
	}
	os.Exit(m.Run())
}

func serveUnchanged() {
	l, err := net.Listen("tcp4", "0.0.0.0:0")
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(l.Addr().(*net.TCPAddr).Port)
	go func() {
		io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	for {
		conn, err := l.Accept()
		if err != nil {
			continue
		}
		go func() {
			defer conn.Close()
			buf := make([]byte, 2048)
			for {
				n, err := conn.Read(buf)
				if err != nil {
					return
				}
				if !strings.Contains(string(buf[:n]), "If-None-Match: \"1\"\r\n") {
					io.WriteString(conn, "HTTP/1.1 412 No Validator\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
					return
				}
				if _, err := io.WriteString(conn, "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n"); err != nil {
					return
				}
			}
		}()
	}
}

func startUnchanged(t testing.TB) (port string) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), unchangedServer+"=1")
	in, _ := cmd.StdinPipe()
	out, _ := cmd.StdoutPipe()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); cmd.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

func cpu() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkPollUnchanged polls 10,000 feeds on as many hosts of which none has changed.
func BenchmarkPollUnchanged(b *testing.B) {
	const feeds = 10_000
	port := startUnchanged(b)
	sources := make([]feed.Source, feeds)
	for i := range sources {
		sources[i] = feed.Source{ID: int64(i + 1), URL: fmt.Sprintf("http://127.1.%d.%d:%s/feed.xml", i/250, i%250+1, port), ETag: `"1"`, Seeded: true}
	}
	f := feed.NewFetcher(feed.FetchOptions{AllowPrivate: loopback, Version: "1", Gap: -1})
	runtime.GC()
	var before, mem runtime.MemStats
	runtime.ReadMemStats(&before)
	var peak uint64
	began, cpuBegan := time.Now(), cpu()
	for b.Loop() {
		queue := make(chan feed.Source)
		var wg sync.WaitGroup
		var unchanged atomic.Int64
		for range 64 {
			wg.Go(func() {
				for src := range queue {
					if res, err := f.Fetch(b.Context(), src); err == nil && res.NotModified {
						unchanged.Add(1)
					} else if unchanged.Load() == 0 {
						b.Error(err)
					}
				}
			})
		}
		for i, src := range sources {
			queue <- src
			if i%1000 == 0 {
				runtime.ReadMemStats(&mem)
				peak = max(peak, mem.HeapInuse+mem.StackInuse)
			}
		}
		close(queue)
		wg.Wait()
		if n := unchanged.Load(); n != feeds {
			b.Fatalf("%d of %d unchanged", n, feeds)
		}
	}
	n := float64(b.N)
	b.ReportMetric(time.Since(began).Seconds()/n, "s/10000feeds")
	b.ReportMetric(float64((cpu()-cpuBegan).Microseconds())/n/feeds, "us-cpu/feed")
	b.ReportMetric(float64(peak-before.HeapInuse-before.StackInuse)/(1<<20), "MiB-beyond-idle")
}
