// Package localdiscord is a Discord-compatible server on loopback: REST, gateway and a chat page, for trying a bot
// without an account and for tests.
//
// It knows no particular bot. From the bottom up:
//
//   - world.go, members.go, permissions.go, message.go, component.go: who and what there is, under one lock, and who may
//     do what; wire*.go: how Discord's API gives it;
//   - check*.go: the rules that Discord holds a request against, answered with Discord's own error codes;
//   - routes.go, rest*.go, post.go, threads.go: the REST routes; limits.go, faults.go: rate limits and injected faults; openapi.go: requests and
//     answers held against Discord's OpenAPI description;
//   - gateway*.go: the websocket that carries events to the bot, with the faults that a real one shows;
//   - interaction.go, actor*.go: people who use the bot: slash commands, autocompletion, buttons, modals, direct messages;
//   - page*.go, watch.go and page/: the same people, played by hand in a browser;
//   - transcript.go: everything that was said, for a failing test to print.
//
// The limits and error codes are those of Discord's documentation as of 2026-08. Requests that Discord would let pass
// although a careful bot never sends them (no allowed_mentions, unknown keys) are served as Discord serves them and
// kept in [Server.Violations].
package localdiscord
