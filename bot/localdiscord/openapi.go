package localdiscord

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// openAPI holds the compiled schemas of Discord's OpenAPI description, by method and path of a route.
type openAPI struct {
	requests map[string]*jsonschema.Schema
	answers  map[string]*jsonschema.Schema
	refusal  *jsonschema.Schema // of every 4XX, but for its list of fields, whose codes the description takes for numbers
}

// loadOpenAPI reads the description and compiles the schemas of the routes that this server has.
func loadOpenAPI(path string) (*openAPI, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("OpenAPI description: %w", err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("OpenAPI description %s: %w", path, err)
	}
	const base = "file:///openapi.json"
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(base, doc); err != nil {
		return nil, fmt.Errorf("OpenAPI description %s: %w", path, err)
	}
	o := &openAPI{requests: map[string]*jsonschema.Schema{}, answers: map[string]*jsonschema.Schema{}}
	if o.refusal, err = compiler.Compile(base + "#/components/schemas/Error"); err != nil {
		return nil, fmt.Errorf("OpenAPI description, errors: %w", err)
	}
	for _, rt := range routes {
		key := rt.method + " " + rt.path
		operation := "/paths/" + escapePointer(rt.path) + "/" + strings.ToLower(rt.method)
		if lookUp(doc, operation) == nil {
			continue // discordgo asks for some that the description leaves out
		}
		for pointer, into := range map[string]map[string]*jsonschema.Schema{
			operation + "/requestBody/content/application~1json/schema":   o.requests,
			operation + "/responses/200/content/application~1json/schema": o.answers,
		} {
			if lookUp(doc, pointer) == nil {
				continue
			}
			schema, err := compiler.Compile(base + "#" + strings.ReplaceAll(pointer, "%", "%25"))
			if err != nil {
				return nil, fmt.Errorf("OpenAPI description, %s: %w", key, err)
			}
			into[key] = schema
		}
	}
	return o, nil
}

func escapePointer(s string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(s)
}

// lookUp follows a JSON pointer.
func lookUp(doc any, pointer string) any {
	for part := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		o, ok := doc.(map[string]any)
		if !ok {
			return nil
		}
		doc = o[strings.NewReplacer("~1", "/", "~0", "~").Replace(part)]
	}
	return doc
}

func (o *openAPI) checkRequest(c *call) error {
	return check(o.requests[c.route.method+" "+c.route.path], c.body, numberedFiles)
}

// numberedFiles turns the numbers of new files in attachments[].id into text: the documentation has them as numbers,
// the description asks for text, and Discord takes both.
func numberedFiles(body any) {
	o, _ := body.(map[string]any)
	for _, key := range []string{"data", "message"} {
		if inner, ok := o[key]; ok {
			numberedFiles(inner)
		}
	}
	list, _ := o["attachments"].([]any)
	for _, item := range list {
		if a, ok := item.(map[string]any); ok {
			if n, ok := a["id"].(json.Number); ok {
				a["id"] = n.String()
			}
		}
	}
}

func (o *openAPI) checkAnswer(rt *route, status int, answer any) error {
	if answer == nil {
		return nil
	}
	body, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	schema := o.refusal
	if status < 300 {
		schema = o.answers[rt.method+" "+rt.path]
	}
	return check(schema, body, func(any) {})
}

// check holds a body against a schema, if there is one, after adjust has smoothed out where the description errs.
func check(schema *jsonschema.Schema, body []byte, adjust func(any)) error {
	if schema == nil {
		return nil
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return err
	}
	adjust(value)
	return schema.Validate(value)
}
