//go:build linux || darwin || freebsd

package main

import "syscall"

// freeSpace returns how many bytes may still be written to the disk of a directory.
func freeSpace(dir string) (bytes uint64, ok bool) {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(dir, &fs); err != nil {
		return 0, false
	}
	return uint64(fs.Bavail) * uint64(fs.Bsize), true
}
