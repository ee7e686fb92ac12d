// verifylog checks an export of tst_verify with stock golang.org/x/mod/sumdb/note and sumdb/tlog: that they open our
// entries and checkpoints, compute our roots and accept our proofs, and that they refuse all of it once it is changed.
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type consistency struct {
	Old    int64
	Hashes []string
}

type export struct {
	Vkey        string
	Notes       []string
	Proofs      []string
	Consistency []consistency
	Checkpoint  string
}

func check(true bool, what string, args ...interface{}) {
	if !true {
		fmt.Printf(what+"\n", args...)
		os.Exit(1)
	}
}

func hash(text string) tlog.Hash {
	data, err := base64.StdEncoding.DecodeString(text)
	check(err == nil && len(data) == tlog.HashSize, "no hash: %s", text)
	var out tlog.Hash
	copy(out[:], data)
	return out
}

// stored is a tree in memory, as tlog numbers its nodes.
type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		out[i] = s[index]
	}
	return out, nil
}

func treeOf(notes []string) stored {
	var tree stored
	for i, text := range notes {
		hashes, err := tlog.StoredHashes(int64(i), []byte(text), tree)
		check(err == nil, "hashes of entry %d: %v", i+1, err)
		tree = append(tree, hashes...)
	}
	return tree
}

func opens(text string, verifiers note.Verifiers) *note.Note {
	opened, err := note.Open([]byte(text), verifiers)
	if err != nil {
		return nil
	}
	return opened
}

// flipped changes one bit of the text.
func flipped(text string, at int) string {
	data := []byte(text)
	data[at%len(data)] ^= 1
	return string(data)
}

func checkpointOf(text string) (string, int64, tlog.Hash) {
	lines := strings.Split(text, "\n")
	check(len(lines) == 4, "a checkpoint of %d lines", len(lines)-1)
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err == nil, "size of a checkpoint: %v", err)
	return lines[0], size, hash(lines[2])
}

func checkProof(text string, e export, verifiers note.Verifiers, tree stored) {
	parts := strings.SplitN(text, "\n\n", 2)
	lines := strings.Split(parts[0], "\n")
	check(len(parts) == 2 && len(lines) >= 3 && lines[0] == "c2sp.org/tlog-proof@v1", "no proof: %s", parts[0])
	extra, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	check(err == nil, "extra: %v", err)
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	check(err == nil, "index: %v", err)
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		proof = append(proof, hash(line))
	}
	opened := opens(parts[1], verifiers)
	check(opened != nil, "checkpoint of a proof does not open")
	_, size, root := checkpointOf(opened.Text)
	record := tlog.RecordHash(extra)
	check(string(extra) == e.Notes[index], "the proof is of another entry")
	check(tlog.CheckRecord(proof, size, root, index, record) == nil, "proof of entry %d is refused", index+1)
	theirs, err := tlog.ProveRecord(size, index, tree)
	check(err == nil && len(theirs) == len(proof), "another proof of entry %d: %v", index+1, err)
	for i := range theirs {
		check(theirs[i] == proof[i], "hash %d of the proof of entry %d differs", i, index+1)
		bad := append(tlog.RecordProof{}, proof...)
		bad[i][7] ^= 1
		check(tlog.CheckRecord(bad, size, root, index, record) != nil, "a changed proof of entry %d is accepted", index+1)
	}
	changed := tlog.RecordHash([]byte(flipped(string(extra), 100)))
	check(tlog.CheckRecord(proof, size, root, index, changed) != nil, "the proof of a changed entry %d is accepted", index+1)
	check(tlog.CheckRecord(proof, size, root, (index+1)%size, record) != nil, "entry %d is proved elsewhere", index+1)
}

// Go's base64 ignores the loose bits of the last character, so that a changed character there can be another spelling of the
// same signature. Docket's own readers refuse it.
func same(a, b *note.Note) bool {
	one, err1 := base64.StdEncoding.DecodeString(a.Sigs[0].Base64)
	two, err2 := base64.StdEncoding.DecodeString(b.Sigs[0].Base64)
	return err1 == nil && err2 == nil && a.Text == b.Text && string(one) == string(two)
}

func checkLog(e export) {
	verifier, err := note.NewVerifier(e.Vkey)
	check(err == nil, "verifier key: %v", err)
	verifiers := note.VerifierList(verifier)
	for i, text := range e.Notes {
		opened := opens(text, verifiers)
		check(opened != nil && len(opened.Sigs) == 1 && strings.HasPrefix(opened.Text, "docket-entry/v1\n"), "entry %d does not open", i+1)
		for _, at := range []int{3, i * 7, i*31 + 200} {
			changed := opens(flipped(text, at), verifiers)
			check(changed == nil || same(changed, opened), "entry %d opens with byte %d changed", i+1, at)
		}
	}
	tree := treeOf(e.Notes)
	opened := opens(e.Checkpoint, verifiers)
	check(opened != nil, "the checkpoint does not open")
	origin, size, root := checkpointOf(opened.Text)
	check(origin == verifier.Name() && size == int64(len(e.Notes)), "the checkpoint is of %d entries of %s", size, origin)
	theirs, err := tlog.TreeHash(size, tree)
	check(err == nil && theirs == root, "another root: %v", err)
	check(opens(flipped(e.Checkpoint, len(origin)+1), verifiers) == nil, "a changed checkpoint opens")
	for _, proof := range e.Proofs {
		checkProof(proof, e, verifiers, tree)
	}
	for _, c := range e.Consistency {
		var proof tlog.TreeProof
		for _, line := range c.Hashes {
			proof = append(proof, hash(line))
		}
		old, err := tlog.TreeHash(c.Old, tree)
		check(err == nil, "tree of %d: %v", c.Old, err)
		check(tlog.CheckTree(proof, size, root, c.Old, old) == nil, "consistency of %d and %d is refused", c.Old, size)
		expected, err := tlog.ProveTree(size, c.Old, tree)
		check(err == nil && len(expected) == len(proof), "another proof of consistency from %d: %v", c.Old, err)
		for i := range proof {
			check(proof[i] == expected[i], "hash %d of the consistency from %d differs", i, c.Old)
			bad := append(tlog.TreeProof{}, proof...)
			bad[i][0] ^= 1
			check(tlog.CheckTree(bad, size, root, c.Old, old) != nil, "a changed consistency from %d is accepted", c.Old)
		}
		old[31] ^= 1
		check(tlog.CheckTree(proof, size, root, c.Old, old) != nil, "another history of %d entries is accepted", c.Old)
	}
	fmt.Printf("%s: %d entries, %d proofs, %d consistency proofs\n", origin, size, len(e.Proofs), len(e.Consistency))
}

func main() {
	data, err := os.ReadFile(os.Args[1])
	check(err == nil, "%v", err)
	var logs []export
	check(json.Unmarshal(data, &logs) == nil && len(logs) > 0, "%s: no export", os.Args[1])
	for _, e := range logs {
		checkLog(e)
	}
}
