package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"time"
)

// The settings of an operator come by environment, or by flags of like names for all but secrets. They stand in groups, so
// that each command takes those that it heeds and no others.

type databaseFlag struct {
	DB string `name:"db" env:"TOCSIN_DB" default:"tocsin.db" placeholder:"FILE" help:"Where everything is kept: a SQLite file (${env})."`
}

type discordFlag struct {
	DiscordAPI string `name:"discord-api" env:"TOCSIN_DISCORD_API" default:"https://discord.com/api/v10" placeholder:"URL" help:"Base URL of a Discord-compatible REST API or proxy (${env})."`
}

type addrFlag struct {
	Addr string `name:"addr" env:"TOCSIN_ADDR" placeholder:"HOST:PORT" help:"Where health, readiness and metrics are served; off when empty (${env})."`
}

func (c *addrFlag) hostPort() (host, port string, err error) {
	if host, port, err = net.SplitHostPort(c.Addr); err != nil {
		return "", "", wrongSetting("addr", fmt.Errorf("%q is no address to serve at: write it like 127.0.0.1:8080", c.Addr))
	}
	return host, port, nil
}

// fetchFlags say how feeds are fetched.
type fetchFlags struct {
	AllowPrivate []string `name:"allow-private" env:"TOCSIN_ALLOW_PRIVATE" placeholder:"CIDR" help:"Networks that feeds may be fetched from, on any port, although they are not public (${env})."`
	Contact      string   `name:"contact" env:"TOCSIN_CONTACT" placeholder:"URL" help:"Address or URL named in the User-Agent, so that publishers can reach you (${env})."`
}

type logFlag struct {
	Log string `name:"log" env:"TOCSIN_LOG" default:"info,text" placeholder:"LEVEL,FORMAT" help:"Log level (debug, info, warn, error) and format (text, json) (${env})."`
}

// config is all that the service can be told.
type config struct {
	databaseFlag
	discordFlag
	addrFlag
	fetchFlags
	MinPoll time.Duration `name:"min-poll" env:"TOCSIN_MIN_POLL" default:"5m" placeholder:"5m" help:"Shortest time between two polls of one source (${env})."`
	Sources string        `name:"sources" env:"TOCSIN_SOURCES" placeholder:"FILE" help:"OPML file or list of feeds to begin with, instead of the default set (${env})."`
	logFlag
}

// private reads the networks that the guard lets through.
func (c *fetchFlags) private() ([]netip.Prefix, error) {
	var nets []netip.Prefix
	for _, s := range c.AllowPrivate {
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		p, err := netip.ParsePrefix(s)
		if err != nil {
			return nil, wrongSetting("allow-private", fmt.Errorf("%q is not a network: write it like 10.20.0.0/16 or fd00::/8", s))
		}
		nets = append(nets, p.Masked())
	}
	return nets, nil
}

// check refuses what cannot work before anything is opened.
func (c *config) check() error {
	for _, wrong := range c.faults() {
		return wrong
	}
	return nil
}

// faults returns what cannot work, one error a setting.
func (c *config) faults() (wrong []error) {
	if c.MinPoll < time.Second || c.MinPoll > 24*time.Hour {
		wrong = append(wrong, wrongSetting("min-poll", fmt.Errorf("%v is not between 1s and 24h", c.MinPoll)))
	}
	u, err := url.Parse(c.DiscordAPI)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		wrong = append(wrong, wrongSetting("discord-api", errors.New("this is not a URL: write it like https://discord.com/api/v10")))
	}
	if _, err := c.private(); err != nil {
		wrong = append(wrong, err)
	}
	if c.Addr != "" {
		if _, _, err := c.hostPort(); err != nil {
			wrong = append(wrong, err)
		}
	}
	if _, err := c.logger(io.Discard); err != nil {
		wrong = append(wrong, err)
	}
	return wrong
}

// logger makes the log that the configuration asks for.
func (c *logFlag) logger(w io.Writer) (*slog.Logger, error) {
	level, format, _ := strings.Cut(c.Log, ",")
	var l slog.Level
	if err := l.UnmarshalText([]byte(strings.TrimSpace(level))); err != nil {
		return nil, wrongSetting("log", fmt.Errorf("%q is not a level: use debug, info, warn or error", level))
	}
	opt := &slog.HandlerOptions{Level: l}
	switch strings.TrimSpace(format) {
	case "", "text":
		return slog.New(slog.NewTextHandler(w, opt)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(w, opt)), nil
	}
	return nil, wrongSetting("log", fmt.Errorf("%q is not a format: use text or json", format))
}

// maxToken is more than any token of Discord's is long, in bytes.
const maxToken = 4096

// botToken reads the bot's token. It is a secret, so it has no flag and never stands in an error.
func botToken() (string, error) {
	t, from := os.Getenv("DISCORD_TOKEN"), "DISCORD_TOKEN"
	if file := os.Getenv("DISCORD_TOKEN_FILE"); t == "" && file != "" {
		from = "DISCORD_TOKEN_FILE"
		f, err := os.Open(file)
		if err != nil {
			return "", usageError{fmt.Errorf("DISCORD_TOKEN_FILE: %w", err)}
		}
		defer f.Close()
		b, err := io.ReadAll(io.LimitReader(f, maxToken))
		if err != nil {
			return "", usageError{fmt.Errorf("DISCORD_TOKEN_FILE: %w", err)}
		}
		t = string(b)
	}
	t = strings.TrimPrefix(strings.TrimSpace(t), "Bot ")
	switch {
	case t == "" && from == "DISCORD_TOKEN_FILE":
		return "", usageError{errors.New("DISCORD_TOKEN_FILE: the file is empty: put the bot's token from https://discord.com/developers/applications into it")}
	case t == "":
		return "", usageError{errors.New("no Discord token: set DISCORD_TOKEN (or DISCORD_TOKEN_FILE) to the bot's token from https://discord.com/developers/applications, or run \"tocsin demo\" to try Tocsin without one")}
	case strings.ContainsFunc(t, func(r rune) bool { return r <= ' ' || r > '~' || r == '"' || r == '\'' }):
		return "", usageError{fmt.Errorf("%s has characters that no token has, such as quotation marks: copy it again from the page Bot of your application", from)}
	}
	return t, nil
}
