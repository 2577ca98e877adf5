package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// serveHealth serves health, readiness and metrics at addr; nothing when addr is empty. The function that it returns
// stops it.
func (s *service) serveHealth(addr string) (stop func(), err error) {
	if addr == "" {
		return func() {}, nil
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, wrongSetting("addr", err)
	}
	server := &http.Server{Handler: s.healthHandler(), ReadHeaderTimeout: 5 * time.Second}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.log.Error("health is no longer served", "err", err)
		}
	}()
	s.log.Info("health is served", "addr", listener.Addr().String())
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if err := server.Shutdown(ctx); err != nil {
			s.log.Warn("health server did not stop in time", "err", err)
		}
	}, nil
}

func (s *service) healthHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		// Whether sources, Discord or the disk do well is not asked: a restart mends none of them.
		if _, err := s.store.Counts(r.Context(), ""); err != nil {
			s.log.Error("not healthy", "err", err)
			http.Error(w, "the database cannot be read", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		switch {
		case !s.ready.Load():
			http.Error(w, "starting or stopping", http.StatusServiceUnavailable)
		case !s.bot.Connected():
			http.Error(w, "alerts are posted, but commands are not heard: no connection to Discord's gateway", http.StatusServiceUnavailable)
		default:
			fmt.Fprintln(w, "ready")
		}
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(s.metrics(), promhttp.HandlerOpts{}))
	return mux
}

// metrics says how the service does, in numbers without any label: no guild, user or address stands in them.
func (s *service) metrics() *prometheus.Registry {
	r := prometheus.NewRegistry()
	counter := func(name, help string, value func() int64) {
		r.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "tocsin_" + name, Help: help},
			func() float64 { return float64(value()) }))
	}
	counter("polls_total", "Sources read, also in vain.", func() int64 { return s.pipeline.Stats().Polls })
	counter("poll_errors_total", "Sources that could not be read.", func() int64 { return s.pipeline.Stats().PollErrors })
	counter("reports_total", "New reports saved.", func() int64 { return s.pipeline.Stats().Reports })
	counter("report_updates_total", "Known reports that changed.", func() int64 { return s.pipeline.Stats().Updates })
	counter("matches_total", "Rules met by a story for the first time.", func() int64 { return s.pipeline.Stats().Met })
	counter("deliveries_total", "Messages posted or edited.", func() int64 { return s.pipeline.Stats().Posted })
	counter("delivery_retries_total", "Deliveries put off.", func() int64 { return s.pipeline.Stats().Retries })
	counter("delivery_failures_total", "Deliveries given up.", func() int64 { return s.pipeline.Stats().Failed })
	r.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "tocsin_outbox_waiting", Help: "Deliveries that wait; -1 when the database cannot be read."},
		func() float64 {
			c, err := s.store.Counts(context.Background(), "")
			if err != nil {
				return -1
			}
			return float64(c.Queue)
		}))
	r.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "tocsin_gateway_connected", Help: "1 while commands are heard."},
		func() float64 {
			if s.bot.Connected() {
				return 1
			}
			return 0
		}))
	return r
}
