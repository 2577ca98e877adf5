package localdiscord

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// apiError is an error as Discord's REST API answers it: an HTTP status and a body with a code.
type apiError struct {
	Status  int            `json:"-"`
	Code    int            `json:"code"`
	Message string         `json:"message"`
	Errors  map[string]any `json:"errors,omitempty"`
}

func (e *apiError) Error() string {
	if e.Errors == nil {
		return fmt.Sprintf("HTTP %d, code %d: %s", e.Status, e.Code, e.Message)
	}
	return fmt.Sprintf("HTTP %d, code %d: %s %v", e.Status, e.Code, e.Message, e.Errors)
}

// The JSON error codes of Discord's documentation that this server gives.
var (
	errNotFound            = &apiError{Status: http.StatusNotFound, Message: "404: Not Found"}
	errUnauthorized        = &apiError{Status: http.StatusUnauthorized, Message: "401: Unauthorized"}
	errUnknownApplication  = &apiError{Status: http.StatusNotFound, Code: 10002, Message: "Unknown Application"}
	errUnknownChannel      = &apiError{Status: http.StatusNotFound, Code: 10003, Message: "Unknown Channel"}
	errUnknownGuild        = &apiError{Status: http.StatusNotFound, Code: 10004, Message: "Unknown Guild"}
	errUnknownMember       = &apiError{Status: http.StatusNotFound, Code: 10007, Message: "Unknown Member"}
	errUnknownMessage      = &apiError{Status: http.StatusNotFound, Code: 10008, Message: "Unknown Message"}
	errUnknownUser         = &apiError{Status: http.StatusNotFound, Code: 10013, Message: "Unknown User"}
	errUnknownWebhook      = &apiError{Status: http.StatusNotFound, Code: 10015, Message: "Unknown Webhook"}
	errUnknownInteraction  = &apiError{Status: http.StatusNotFound, Code: 10062, Message: "Unknown interaction"}
	errUnknownCommand      = &apiError{Status: http.StatusNotFound, Code: 10063, Message: "Unknown application command"}
	errTooManyCommands     = &apiError{Status: http.StatusBadRequest, Code: 30032, Message: "Maximum number of application commands reached (100)"}
	errCommandCreations    = &apiError{Status: http.StatusTooManyRequests, Code: 30034, Message: "Max number of daily application command creates has been reached (200)"}
	errOldEdits            = &apiError{Status: http.StatusTooManyRequests, Code: 30046, Message: "Maximum number of edits to messages older than 1 hour reached. Try again later"}
	errTooLarge            = &apiError{Status: http.StatusRequestEntityTooLarge, Code: 40005, Message: "Request entity too large"}
	errAlreadyAcknowledged = &apiError{Status: http.StatusBadRequest, Code: 40060, Message: "Interaction has already been acknowledged."}
	errMissingAccess       = &apiError{Status: http.StatusForbidden, Code: 50001, Message: "Missing Access"}
	errNotYourMessage      = &apiError{Status: http.StatusForbidden, Code: 50005, Message: "Cannot edit a message authored by another user"}
	errEmptyMessage        = &apiError{Status: http.StatusBadRequest, Code: 50006, Message: "Cannot send an empty message"}
	errCannotDM            = &apiError{Status: http.StatusForbidden, Code: 50007, Message: "Cannot send messages to this user"}
	errMissingPermissions  = &apiError{Status: http.StatusForbidden, Code: 50013, Message: "Missing Permissions"}
	errInvalidWebhookToken = &apiError{Status: http.StatusUnauthorized, Code: 50027, Message: "Invalid Webhook Token"}
	errChannelType         = &apiError{Status: http.StatusBadRequest, Code: 50024, Message: "Cannot execute action on this channel type"}
	errInvalidAPIVersion   = &apiError{Status: http.StatusBadRequest, Code: 50041, Message: "Invalid API version provided"}
	errInvalidJSON         = &apiError{Status: http.StatusBadRequest, Code: 50109, Message: "The request body contains invalid JSON."}
	errThreadExists        = &apiError{Status: http.StatusBadRequest, Code: 160004, Message: "A thread has already been created for this message"}
	errReplyHistory        = &apiError{Status: http.StatusBadRequest, Code: 160002, Message: "Cannot reply without permission to read message history"}
)

// formError gathers what is wrong with a body and becomes error 50035 with one entry for each field.
type formError struct{ errors map[string]any }

// add notes that the field at path ("embeds.0.title") fails the named rule.
func (f *formError) add(path, code, format string, args ...any) {
	if f.errors == nil {
		f.errors = map[string]any{}
	}
	at := f.errors
	for part := range strings.SplitSeq(path, ".") {
		next, ok := at[part].(map[string]any)
		if !ok {
			next = map[string]any{}
			at[part] = next
		}
		at = next
	}
	list, _ := at["_errors"].([]map[string]string)
	at["_errors"] = append(list, map[string]string{"code": code, "message": fmt.Sprintf(format, args...)})
}

// length notes a text with fewer than least or more than most characters.
func (f *formError) length(path, text string, least, most int) {
	n := characters(text)
	switch {
	case n == 0 && least > 0:
		f.add(path, "BASE_TYPE_REQUIRED", "This field is required")
	case n > most && least > 0:
		f.add(path, "BASE_TYPE_BAD_LENGTH", "Must be between %d and %d in length.", least, most)
	case n > most:
		f.add(path, "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", most)
	case n < least:
		f.add(path, "BASE_TYPE_BAD_LENGTH", "Must be between %d and %d in length.", least, most)
	}
}

// err is error 50035, or nil when nothing was added.
func (f *formError) err() error {
	if f.errors == nil {
		return nil
	}
	return &apiError{Status: http.StatusBadRequest, Code: 50035, Message: "Invalid Form Body", Errors: f.errors}
}

// at joins the parts of a field's path.
func at(parts ...any) string {
	texts := make([]string, len(parts))
	for i, part := range parts {
		switch p := part.(type) {
		case int:
			texts[i] = strconv.Itoa(p)
		case string:
			texts[i] = p
		}
	}
	return strings.Join(texts, ".")
}
