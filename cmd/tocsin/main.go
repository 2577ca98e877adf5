// Command tocsin watches news and crisis reports and alerts Discord channels about the ones they asked for.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"reflect"
	"slices"
	"sync"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

// streams are the standard streams of a command.
type streams struct {
	In  io.Reader
	Out io.Writer
	Err io.Writer
}

// commands are the sub-commands of tocsin; each has a Run method and a file of its own.
type commands struct {
	ShowVersion versionFlag `name:"version" help:"Print the version, and whose data this program carries."`

	Run         runCmd         `cmd:"" help:"Run the service. The bot's token comes from DISCORD_TOKEN or DISCORD_TOKEN_FILE."`
	Demo        demoCmd        `cmd:"" help:"Try the service with sample reports and a local Discord in the browser: no account, no network."`
	Parse       parseCmd       `cmd:"" help:"Print what a feed document says, as JSON."`
	Stories     storiesCmd     `cmd:"" help:"Say which reports, as JSON lines in order of arrival, tell the same story."`
	Tag         tagCmd         `cmd:"" help:"Say where, who, what and how bad, for reports as JSON lines."`
	Match       matchCmd       `cmd:"" help:"Say which rules reports meet, and by which words, as JSON lines."`
	Rules       rulesCmd       `cmd:"" help:"Take the rules of a server or a person out of the database, or put them in."`
	Sources     sourcesCmd     `cmd:"" help:"Look after the feeds that serve every server."`
	Backup      backupCmd      `cmd:"" help:"Copy the database, while the service may run."`
	Restore     restoreCmd     `cmd:"" help:"Put a backup in the place of the database."`
	Doctor      doctorCmd      `cmd:"" help:"Look whether the service can work here: settings, token, database, disk, clock, sources."`
	Healthcheck healthcheckCmd `cmd:"" help:"Ask a running service whether it is well."`
	Version     versionCmd     `cmd:"" help:"Print the version, and whose data this program carries."`
}

func main() {
	os.Exit(run(context.Background(), os.Args[1:], &streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
}

// An interruption ends a context by Ctrl-C or SIGTERM. Only commands that ask for it catch these signals, and each only
// once: filters end at the first, and whoever is impatient with the others ends them with a second.
type interruption struct {
	parent context.Context
	stop   context.CancelFunc
}

func (i *interruption) context() (context.Context, error) {
	ctx, stop := signal.NotifyContext(i.parent, os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	i.stop = stop
	return ctx, nil
}

func (i *interruption) forget() {
	if i.stop != nil {
		i.stop()
	}
}

// printing remembers that what was printed did not arrive, so that whoever prints need not ask.
type printing struct {
	to     io.Writer
	mu     sync.Mutex
	failed error
}

func (p *printing) Write(b []byte) (int, error) {
	n, err := p.to.Write(b)
	if err != nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.failed = err
	}
	return n, err
}

func (p *printing) err() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.failed
}

// duration reads a span of time.
func duration(ctx *kong.DecodeContext, target reflect.Value) error {
	var s string
	if err := ctx.Scan.PopValueInto("duration", &s); err != nil {
		return err
	}
	d, err := time.ParseDuration(s)
	if err != nil {
		return fmt.Errorf("%q is not a span of time: write it like 90s, 5m or 1h", s)
	}
	target.SetInt(int64(d))
	return nil
}

// whereHelp says what to read after a command line that cannot be right: the help of its command, if it names one.
func whereHelp(err error) string {
	var wrong *kong.ParseError
	if errors.As(err, &wrong) && wrong.Context.Selected() != nil {
		return fmt.Sprintf("Run \"%s --help\" to see how it is used.", wrong.Context.Selected().FullPath())
	}
	return "Run \"tocsin --help\" to see the commands."
}

// run executes one command line and returns its exit status.
func run(ctx context.Context, args []string, std *streams) int {
	var c commands
	exited, status := false, exitOK
	printed := &printing{to: std.Out}
	io := &streams{In: std.In, Out: printed, Err: std.Err}
	signals := &interruption{parent: ctx}
	defer signals.forget()
	parser, err := kong.New(&c,
		kong.Name("tocsin"),
		kong.Description("Alerts Discord channels about the news and crisis reports they asked for: by place, by actor, by how bad it is.\n\n"+exitHelp),
		kong.Writers(printed, io.Err),
		kong.Exit(func(code int) { exited, status = true, code }),
		kong.UsageOnError(),
		kong.TypeMapper(reflect.TypeFor[time.Duration](), kong.MapperFunc(duration)),
		kong.BindToProvider(signals.context),
		kong.Bind(io),
	)
	if err != nil {
		fmt.Fprintln(io.Err, "tocsin:", err)
		return exitFailed
	}
	if len(args) > 0 && args[0] == "help" { // as other programs have it
		args = append(slices.Clone(args[1:]), "--help")
	}
	k, err := parser.Parse(args)
	if exited { // --help
		return status
	}
	if failed := printed.err(); failed != nil { // the help or the version, which Parse prints
		fmt.Fprintln(io.Err, "tocsin:", failed)
		return exitFailed
	}
	if err != nil {
		fmt.Fprintf(io.Err, "tocsin: %v\n%s\n", err, whereHelp(err))
		return exitUsage
	}
	if err = k.Run(); err == nil {
		err = printed.err()
	}
	return exitStatus(err, k, io.Err)
}
