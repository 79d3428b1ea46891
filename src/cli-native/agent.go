package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf16"
)

const replyLimit = 1024 * 1024

// As in src/vocabulary/agent.ts; false where vk.mjs has to say what is wrong with the path.
func socketPath() (string, bool) {
	path := os.Getenv("VALET_KEY_SOCKET")
	runtime, home := os.Getenv("XDG_RUNTIME_DIR"), os.Getenv("HOME")
	switch {
	case path != "":
	case strings.HasPrefix(runtime, "/"):
		path = filepath.Join(runtime, "valet-key", "agent.sock")
	case home != "":
		path = filepath.Join(home, ".local", "state", "valet-key", "run", "agent.sock")
	}
	var socket, folder syscall.Stat_t
	isSocket := syscall.Lstat(path, &socket) == nil && socket.Mode&syscall.S_IFMT == syscall.S_IFSOCK
	isFolder := syscall.Lstat(filepath.Dir(path), &folder) == nil
	uid := uint32(os.Getuid())
	return path, isSocket && isFolder && socket.Uid == uid && (folder.Uid == uid || folder.Uid == 0)
}

type reply struct {
	status int
	body   []byte
}

// Asks by HTTP/1.0, whose answer is neither cut in pieces nor followed by another. No time limit: a person may be
// asked first. False where nobody listens, so that nothing was asked.
func ask(g given, path string, body string) (reply, bool) {
	socket, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil || syscall.Connect(socket, &syscall.SockaddrUnix{Name: path}) != nil {
		return reply{}, false
	}
	request := fmt.Sprintf("POST /v1/token HTTP/1.0\r\nHost: valet-key\r\nvalet-key-client: vk\r\n"+
		"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	for left := []byte(request); len(left) > 0; {
		count, err := syscall.Write(socket, left)
		if err != nil && err != syscall.EINTR {
			fail(g, unusable(path, err))
		}
		if count > 0 {
			left = left[count:]
		}
	}
	var got []byte
	piece := make([]byte, 16*1024)
	for {
		count, err := syscall.Read(socket, piece)
		if err == syscall.EINTR {
			continue
		}
		if err != nil {
			fail(g, unusable(path, err))
		}
		if count == 0 {
			break
		}
		if got = append(got, piece[:count]...); len(got) > replyLimit {
			fail(g, unusable(path, syscall.EMSGSIZE))
		}
	}
	head, content, isWhole := bytes.Cut(got, []byte("\r\n\r\n"))
	line := strings.SplitN(string(head), " ", 3)
	if !isWhole || len(line) < 2 || !strings.HasPrefix(line[0], "HTTP/1.") {
		fail(g, unusable(path, syscall.ECONNRESET))
	}
	status, _ := strconv.Atoi(line[1])
	return reply{status, content}, true
}

var errorNames = map[syscall.Errno]string{
	syscall.ECONNRESET: "ECONNRESET", syscall.EPIPE: "EPIPE", syscall.EMSGSIZE: "EMSGSIZE",
}

func unusable(path string, err error) failure {
	number, _ := err.(syscall.Errno)
	name := errorNames[number]
	if name == "" {
		name = "EIO"
	}
	message := fmt.Sprintf("The socket %s cannot be used (%s).", path, name)
	return failure{code: "VK_AGENT_UNREACHABLE", message: message, next: `Run "vk doctor".`}
}

// A token in its own words: numbers and texts are printed as the agent wrote them.
type token struct {
	AccessToken *string  `json:"access_token"`
	TokenType   *string  `json:"token_type"`
	ExpiresAt   *float64 `json:"expires_at"`
	Scope       *string  `json:"scope"`
	Connection  *string  `json:"connection"`
	Issuer      *string  `json:"issuer"`
	members     map[string]json.RawMessage
}

func (t token) json() string {
	var parts []string
	for _, name := range []string{"access_token", "token_type", "expires_at", "scope", "connection", "issuer"} {
		if value, ok := t.members[name]; ok {
			parts = append(parts, fmt.Sprintf(`"%s":%s`, name, value))
		}
	}
	return "{" + strings.Join(parts, ",") + "}"
}

// RFC 6749 appendix A.12: a line feed in a token would be a second line of whatever it is put into.
func isPrintable(text string) bool {
	for _, one := range []byte(text) {
		if one < 0x20 || one > 0x7e {
			return false
		}
	}
	return text != ""
}

// False where the agent knows no such name, and vk.mjs has to look the account up.
func readToken(g given, answer reply) (token, bool) {
	if answer.status < 200 || answer.status > 299 {
		problem := problemOf(answer)
		if problem.code == "VK_UNKNOWN_CONNECTION" {
			return token{}, false
		}
		fail(g, problem)
	}
	var found token
	isRead := json.Unmarshal(answer.body, &found) == nil && json.Unmarshal(answer.body, &found.members) == nil
	isWhole := found.AccessToken != nil && found.TokenType != nil && found.Connection != nil && found.Issuer != nil
	if !isRead || !isWhole || !isPrintable(*found.AccessToken) {
		fail(g, notUnderstood)
	}
	return found, true
}

type failure struct {
	code, message, next string
	candidates          []string
}

var notUnderstood = failure{code: "VK_REPLY_INVALID",
	message: "Valet Key answered what this version of vk cannot read.",
	next:    "Install vk and Valet Key of the same version."}
var notBearer = failure{code: "VK_UNSUPPORTED_BY_SERVER",
	message: "Tokens of this account are bound to a key in Valet Key, so a copy of one is of no use elsewhere.",
	next:    "Use an account whose server gives bearer tokens."}

// @see RFC 9457 §3
func problemOf(answer reply) failure {
	var problem struct {
		Title, Detail, Code, Next *string
		Candidates                []struct{ ID, Name string }
	}
	if json.Unmarshal(answer.body, &problem) != nil || problem.Code == nil {
		message := fmt.Sprintf("Valet Key refused with status %d.", answer.status)
		return failure{code: "VK_REPLY_INVALID", message: message}
	}
	found := failure{code: *problem.Code, message: *problem.Code}
	if problem.Detail != nil {
		found.message = *problem.Detail
	}
	if problem.Title != nil {
		found.message = *problem.Title
		if problem.Detail != nil && *problem.Detail != *problem.Title {
			found.message += " (" + *problem.Detail + ")"
		}
	}
	if problem.Next != nil {
		found.next = *problem.Next
	}
	for _, one := range problem.Candidates {
		found.candidates = append(found.candidates, fmt.Sprintf("%s (id:%s)", one.Name, one.ID))
	}
	return found
}

func fail(g given, f failure) {
	if g.isJSON {
		text := `{"error":{"code":` + quoted(f.code) + `,"message":` + quoted(f.message)
		if f.next != "" {
			text += `,"next":` + quoted(f.next)
		}
		var names []string
		for _, one := range f.candidates {
			names = append(names, quoted(one))
		}
		if len(names) > 0 {
			text += `,"candidates":[` + strings.Join(names, ",") + "]"
		}
		fmt.Fprintln(os.Stderr, text+"}}")
	} else {
		line := "vk: " + f.message
		if f.next != "" {
			line += " " + f.next
		}
		fmt.Fprintln(os.Stderr, safe(line))
		for _, one := range f.candidates {
			fmt.Fprintln(os.Stderr, safe("  "+one))
		}
	}
	code, isKnown := exitCodes[f.code]
	if !isKnown {
		code = 1
	}
	os.Exit(code)
}

// Control and invisible formatting characters move, recolour and reorder what stands in a terminal.
func isInvisible(one rune) bool {
	return unicode.In(one, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

func safe(text string) string {
	return strings.Map(func(one rune) rune {
		if isInvisible(one) {
			return unicode.ReplacementChar
		}
		return one
	}, text)
}

var shortEscapes = strings.NewReplacer(`"`, `\"`, `\`, `\\`, "\b", `\b`, "\f", `\f`, "\n", `\n`, "\r", `\r`, "\t", `\t`)

// A text as JSON, with an escape for what is invisible.
func quoted(text string) string {
	var out strings.Builder
	for _, one := range shortEscapes.Replace(text) {
		if !isInvisible(one) {
			out.WriteRune(one)
			continue
		}
		units := utf16.Encode([]rune{one})
		for _, unit := range units {
			fmt.Fprintf(&out, `\u%04x`, unit)
		}
	}
	return `"` + out.String() + `"`
}
