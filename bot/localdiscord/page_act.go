package localdiscord

import (
	"context"
	"fmt"
)

// pageActions are what the page can do, each as the user acted as.
var pageActions = map[string]func(context.Context, *Actor, *pageRequest) (any, error){
	"say":      pageSay,
	"command":  pageCommand,
	"complete": pageComplete,
	"click":    pageClick,
	"submit":   pageSubmit,
	"dismiss":  pageDismiss,
}

func pageSay(_ context.Context, a *Actor, r *pageRequest) (any, error) {
	_, err := a.Say(r.Channel, r.Content)
	return nil, err
}

// pageCommand uses a command; the answer itself comes over the stream, but for a form.
func pageCommand(ctx context.Context, a *Actor, r *pageRequest) (any, error) {
	pending, err := a.startSlash(r.Guild, r.Channel, r.Command, r.Options, r.Labels)
	if err != nil {
		return nil, err
	}
	return a.shown(ctx, pending.in)
}

// shown waits for the first answer and gives the page the form that it may be.
func (a *Actor) shown(ctx context.Context, in *interaction) (any, error) {
	if err := a.first(ctx, in); err != nil {
		return nil, err
	}
	a.s.mu.Lock()
	defer a.s.mu.Unlock()
	if in.modal == nil {
		return nil, nil
	}
	return object{"form": object{"id": in.id, "title": in.modal.Title, "components": in.modal.Components}}, nil
}

func pageComplete(ctx context.Context, a *Actor, r *pageRequest) (any, error) {
	choices, err := a.Autocomplete(ctx, r.Guild, r.Channel, r.Command, r.Options, r.Focused, r.Partial)
	if err != nil {
		return nil, err
	}
	return object{"choices": nonNil(choices)}, nil
}

// pageClick uses a button (no values) or a menu.
func pageClick(ctx context.Context, a *Actor, r *pageRequest) (any, error) {
	in, err := a.startComponent(r.Message, r.ID, r.Values)
	if err != nil {
		return nil, err
	}
	return a.shown(ctx, in)
}

func pageSubmit(ctx context.Context, a *Actor, r *pageRequest) (any, error) {
	a.s.mu.Lock()
	opened := a.s.interactions[r.ID]
	a.s.mu.Unlock()
	if opened == nil || opened.modal == nil {
		return nil, fmt.Errorf("this form is no longer open")
	}
	in, err := a.startModal(opened.modal, r.Inputs)
	if err != nil {
		return nil, err
	}
	return a.shown(ctx, in)
}

func pageDismiss(_ context.Context, a *Actor, r *pageRequest) (any, error) {
	return nil, a.Dismiss(r.Channel, r.Message)
}
