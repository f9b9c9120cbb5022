/* A disk that fails at one of the program's own writes: preloaded into it, the program itself is as users have it.
   FAULTS_BELOW: only files in this folder. FAULTS_AT: which call, from 1. FAULTS_KIND: io (this call fails), full (the
   disk is full for this call), full_on (from this call on), kill (the program ends before this call).
   FAULTS_SEEN: this file is made when it happens. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;

static int is_below(const char *path) {
    const char *folder = getenv("FAULTS_BELOW");
    return folder && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_ours(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return is_below(path);
}

/* The error of this call, or 0. Syncing does not fail for want of room. */
static int fault(int is_sync) {
    long call = atomic_fetch_add(&calls, 1) + 1;
    const char *at = getenv("FAULTS_AT"), *kind = getenv("FAULTS_KIND"), *seen = getenv("FAULTS_SEEN");
    if (!at || !kind) return 0;
    long wanted = atol(at);
    int on = strcmp(kind, "full_on") == 0;
    if (on ? call < wanted : call != wanted) return 0;
    if (seen) {
        long made = syscall(SYS_openat, AT_FDCWD, seen, O_CREAT | O_WRONLY, 0600);
        if (made >= 0) syscall(SYS_close, made);
    }
    if (strcmp(kind, "kill") == 0) raise(SIGKILL);
    if (strcmp(kind, "io") == 0) return EIO;
    return is_sync ? 0 : ENOSPC;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define CALL(name, ours, is_sync, ...)                                                                                  \
    do {                                                                                                               \
        int error = (ours) ? fault(is_sync) : 0;                                                                       \
        if (error) {                                                                                                   \
            errno = error;                                                                                             \
            return -1;                                                                                                 \
        }                                                                                                              \
        return REAL(name)(__VA_ARGS__);                                                                                \
    } while (0)

ssize_t write(int fd, const void *bytes, size_t length) { CALL(write, is_ours(fd), 0, fd, bytes, length); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { CALL(pwrite, is_ours(fd), 0, fd, bytes, length, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) { CALL(pwrite64, is_ours(fd), 0, fd, bytes, length, at); }
int fsync(int fd) { CALL(fsync, is_ours(fd), 1, fd); }
int fdatasync(int fd) { CALL(fdatasync, is_ours(fd), 1, fd); }
int ftruncate(int fd, off_t length) { CALL(ftruncate, is_ours(fd), 0, fd, length); }
int ftruncate64(int fd, off64_t length) { CALL(ftruncate64, is_ours(fd), 0, fd, length); }
int rename(const char *from, const char *to) { CALL(rename, is_below(to), 0, from, to); }
int unlink(const char *path) { CALL(unlink, is_below(path), 0, path); }
