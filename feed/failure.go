package feed

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"
)

// A plainError is said in words already.
type plainError string

func (e plainError) Error() string { return string(e) }

// An answerError is an answer other than the feed.
type answerError struct {
	status     int
	retryAfter time.Duration // not before, as the server asks; 0 when it does not
}

func (e *answerError) Error() string {
	what, ok := answers[e.status]
	switch {
	case ok:
	case e.status >= 500:
		what = "its server has a problem"
	case e.status >= 400:
		what = "its server refuses the request"
	default:
		what = "it answers in an unexpected way"
	}
	return fmt.Sprintf("%s (HTTP %d)", what, e.status)
}

// answers say what a status means to whoever added a source.
var answers = map[int]string{
	http.StatusNoContent:                  "it answers with nothing",
	http.StatusUnauthorized:               "it asks for a log-in",
	http.StatusPaymentRequired:            "it asks for a payment",
	http.StatusForbidden:                  "its server does not let Tocsin read it",
	http.StatusNotFound:                   "there is nothing at this address any more; perhaps the feed has moved",
	http.StatusGone:                       "its publisher says that it is gone for good; look for another address",
	http.StatusTooManyRequests:            "its server asks to be polled less often",
	http.StatusInternalServerError:        "its server has a problem",
	http.StatusBadGateway:                 "its server has a problem",
	http.StatusServiceUnavailable:         "its server is not available now",
	http.StatusGatewayTimeout:             "its server has a problem",
	http.StatusUnavailableForLegalReasons: "its server may not show it for legal reasons",
}

// unwanted returns an error for a page that is neither a feed's answer nor "not modified".
func (p *page) unwanted(now time.Time) error {
	if p.status == http.StatusOK || p.status == http.StatusNotModified {
		return nil
	}
	p.free()
	return &answerError{p.status, retryAfter(p.header, now)}
}

// inWords returns err as a person can act on it, without the address and its secrets.
func inWords(err error) error {
	var (
		answer   *answerError
		plain    plainError
		dial     *net.OpError
		dns      *net.DNSError
		verify   *tls.CertificateVerificationError
		unknown  x509.UnknownAuthorityError
		hostname x509.HostnameError
		invalid  x509.CertificateInvalidError
		record   tls.RecordHeaderError
		timeout  net.Error
	)
	words := ""
	switch {
	case errors.Is(err, ErrRefused) && errors.As(err, &dial):
		return dial.Err
	case errors.Is(err, ErrRefused), errors.Is(err, ErrNotFeed), errors.As(err, &answer), errors.As(err, &plain):
		return err
	case errors.As(err, &dns) && dns.IsNotFound:
		words = fmt.Sprintf("the host %s does not exist", dns.Name)
	case errors.As(err, &dns):
		words = fmt.Sprintf("the host %s cannot be looked up now", dns.Name)
	case errors.As(err, &hostname), errors.As(err, &unknown), errors.As(err, &invalid), errors.As(err, &verify):
		words = "its certificate is not valid"
	case errors.As(err, &record):
		words = "it does not speak HTTPS there; perhaps the address begins with http://"
	case errors.Is(err, syscall.ECONNREFUSED):
		words = "its server refuses connections"
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		words = "its server cannot be reached"
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		words = "its server breaks the connection off"
	case errors.As(err, &timeout) && timeout.Timeout():
		words = "its server does not answer"
	case strings.Contains(err.Error(), "server response headers exceeded"):
		words = "its answer has too large a header"
	case strings.Contains(err.Error(), "malformed HTTP"):
		words = "its server does not speak HTTP"
	default:
		words = "its server's answer cannot be read"
	}
	return &wordedError{words, err}
}

// A wordedError is an error told in other words.
type wordedError struct {
	words string
	err   error
}

func (e *wordedError) Error() string { return e.words }
func (e *wordedError) Unwrap() error { return e.err }
