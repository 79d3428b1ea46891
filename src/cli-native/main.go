// Command vk, compiled: the requests that scripts make by the hundred. It parses, asks and prints, for "token",
// "headers" and "git-credential get". All else, and everything that was typed wrong, it leaves to vk.mjs beside it
// before anything was asked, so that words and rules stand once, in src/cli.
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
)

// Bytes that git may send; as many as a pipe holds, so that they can be passed on before vk.mjs runs.
const inputLimit = 64 * 1024

var helperNames = map[string]string{
	"git-credential-valet-key":    "git-credential",
	"docker-credential-valet-key": "docker-credential",
}

// What each command takes with a value; every other option is left to vk.mjs.
var tokenOptions = []string{"scope", "resource", "min-valid", "reason"}
var commandOptions = map[string][]string{
	"token":          append([]string{"format", "name"}, tokenOptions...),
	"headers":        tokenOptions,
	"git-credential": append([]string{"account", "host", "username"}, tokenOptions...),
}

type given struct {
	command  string
	operands []string
	values   map[string][]string
	isJSON   bool
}

func (g given) text(option string) string {
	if list := g.values[option]; len(list) > 0 {
		return list[len(list)-1]
	}
	return ""
}

func (g given) has(option string) bool { return len(g.values[option]) > 0 }

// Reads what was typed; false for all that is not plainly one of the three commands.
func parse(words []string) (given, bool) {
	found := given{values: map[string][]string{}}
	if len(words) == 0 || commandOptions[words[0]] == nil {
		return found, false
	}
	found.command = words[0]
	for at := 1; at < len(words); at++ {
		word := words[at]
		if !strings.HasPrefix(word, "-") {
			found.operands = append(found.operands, word)
			continue
		}
		if word == "--json" {
			found.isJSON = true
			continue
		}
		name, value, hasValue := strings.Cut(strings.TrimPrefix(word, "--"), "=")
		if !hasValue && at+1 < len(words) {
			at++
			value, hasValue = words[at], !strings.HasPrefix(words[at], "-")
		}
		if !strings.HasPrefix(word, "--") || !hasValue || !contains(commandOptions[found.command], name) {
			return found, false
		}
		found.values[name] = append(found.values[name], value)
	}
	return found, len(found.operands) == 1
}

func contains(list []string, wanted string) bool {
	for _, one := range list {
		if one == wanted {
			return true
		}
	}
	return false
}

var selectorKey = regexp.MustCompile(`^(id|name|account|issuer):`)
var variableName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
var duration = regexp.MustCompile(`^(\d{1,7})([smhd]?)$`)
var secondsOf = map[string]int{"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}

// The body of the request for a token; false where vk.mjs has to look the account up, or to complain.
func requestOf(g given, account string) (string, bool) {
	if account == "" || selectorKey.MatchString(account) {
		return "", false
	}
	body := `{"connection":` + quoted(account)
	var scopes []string
	for _, one := range strings.Split(strings.Join(g.values["scope"], " "), " ") {
		if one != "" && !contains(scopes, one) {
			scopes = append(scopes, one)
		}
	}
	if len(scopes) > 0 {
		body += `,"scope":` + quoted(strings.Join(scopes, " "))
	}
	for _, name := range []string{"resource", "reason"} {
		if g.has(name) {
			body += `,"` + name + `":` + quoted(g.text(name))
		}
	}
	if g.has("min-valid") {
		parts := duration.FindStringSubmatch(g.text("min-valid"))
		if parts == nil {
			return "", false
		}
		count, _ := strconv.Atoi(parts[1])
		if count *= secondsOf[parts[2]]; count > 86400 {
			return "", false
		}
		body += fmt.Sprintf(`,"min_valid":%d`, count)
	}
	return body + "}", true
}

// The source of all words is vk.mjs: in this process's place, with what was read from its input.
func leaveToNode(words []string, input []byte) {
	self, err := os.Executable()
	if err == nil {
		self, err = filepath.EvalSymlinks(self)
	}
	program := filepath.Join(filepath.Dir(self), "vk.mjs")
	if err == nil && input != nil {
		var ends [2]int
		if err = syscall.Pipe(ends[:]); err == nil {
			_, err = syscall.Write(ends[1], input)
			syscall.Close(ends[1])
			if err == nil {
				err = dupTo(ends[0], 0)
			}
			syscall.Close(ends[0])
		}
	}
	if err == nil {
		err = syscall.Exec(program, append([]string{program}, words...), os.Environ())
	}
	fmt.Fprintf(os.Stderr, "vk: %s cannot be run (%v).\n", program, err)
	os.Exit(126)
}

func printToken(g given, found token) {
	text := *found.AccessToken
	name := g.text("name")
	if name == "" {
		name = "ACCESS_TOKEN"
	}
	format := g.text("format")
	if g.isJSON {
		format = "json"
	}
	switch format {
	case "json":
		fmt.Println(found.json())
	case "header":
		fmt.Println("Authorization: Bearer " + text)
	case "env":
		fmt.Printf("export %s='%s'\n", name, strings.ReplaceAll(text, "'", `'\''`))
	case "curl":
		fmt.Printf("oauth2-bearer = \"%s\"\n", strings.NewReplacer(`"`, `\"`, `\`, `\\`).Replace(text))
	default:
		fmt.Println(text)
	}
}

func printForGit(g given, found token) {
	username := g.text("username")
	if !g.has("username") {
		username = "oauth2"
	}
	fmt.Printf("username=%s\npassword=%s\n", username, *found.AccessToken)
	if found.ExpiresAt != nil {
		fmt.Printf("password_expiry_utc=%d\n", int64(*found.ExpiresAt))
	}
}

// Whether git asks for a host that was named: only such a host gets a token, and only by https.
func isNamedHost(g given, input string) bool {
	attributes := map[string]string{}
	for _, line := range strings.Split(input, "\n") {
		if name, value, ok := strings.Cut(line, "="); ok {
			attributes[name] = value
		}
	}
	host, isStated := attributes["host"]
	for _, one := range g.values["host"] {
		if isStated && strings.EqualFold(one, host) {
			return attributes["protocol"] == "https"
		}
	}
	return false
}

func isPlain(g given) bool {
	switch g.command {
	case "token":
		formats := []string{"", "raw", "header", "json", "env", "curl"}
		isNamed := !g.has("name") || variableName.MatchString(g.text("name"))
		return isNamed && contains(formats, g.text("format")) && (g.text("format") != "" || !g.has("format"))
	case "git-credential":
		return g.operands[0] == "get" && g.text("account") != "" && g.has("host")
	}
	return true
}

func main() {
	words := os.Args[1:]
	helper := helperNames[filepath.Base(os.Args[0])]
	if helper != "" {
		words = append([]string{helper}, words...)
	}
	g, isFast := parse(words)
	if !isFast || !isPlain(g) {
		leaveToNode(words, nil)
	}
	var input []byte
	account := g.operands[0]
	if g.command == "git-credential" {
		account = g.text("account")
	}
	body, isFast := requestOf(g, account)
	path, isSafe := socketPath()
	if !isFast || !isSafe {
		leaveToNode(words, nil)
	}
	if g.command == "git-credential" {
		input, _ = io.ReadAll(io.LimitReader(os.Stdin, inputLimit+1))
		if len(input) <= inputLimit && !isNamedHost(g, string(input)) {
			return
		}
		if len(input) > inputLimit {
			fail(g, failure{code: "VK_INVALID_INPUT", message: "Git sent more than 64 KiB."})
		}
	}
	reply, isAnswered := ask(g, path, body)
	if !isAnswered {
		leaveToNode(words, input)
	}
	found, isFound := readToken(g, reply)
	if !isFound {
		leaveToNode(words, input)
	}
	isExact := g.command == "token" && (g.isJSON || g.text("format") == "" || g.text("format") == "raw" || g.text("format") == "json")
	if !isExact && !strings.EqualFold(*found.TokenType, "bearer") {
		fail(g, notBearer)
	}
	switch g.command {
	case "headers":
		fmt.Println(`{"Authorization":` + quoted("Bearer "+*found.AccessToken) + "}")
	case "git-credential":
		printForGit(g, found)
	default:
		printToken(g, found)
	}
}
