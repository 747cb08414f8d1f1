/* A disk that forgets, for LD_PRELOAD: of the files in one folder it keeps apart what would still be there after a
 * power cut, and does so as strictly as POSIX allows. What was written is there once it was synced, and not before;
 * the name of a file is there once its folder was synced; what a failed fsync should have written is lost, and the next
 * fsync does not make up for it (Rebello et al., "Can Applications Recover from fsync Failures?", USENIX ATC 2020).
 *
 * REMPART_DISK_FOLDER is the folder, an absolute path. REMPART_DISK_SHADOW is another one, which holds:
 *
 *   names        a line "ID NAME" for each file, as of the last fsync of the folder
 *   ID           the synced bytes of a file; an ID is an inode and when it was made, for inodes are used again
 *   ID.dirty     which ranges of it were written and not synced yet; it outlives a killed process, as the kernel's
 *                own record does
 *   fsync-fails  put there by the test: as long as it is there, fsync of a log ("...-wal") fails
 *   disk-bytes   put there by the test: how much fits into the folder
 *
 * The real fsync is not called: nothing here depends on the disk of this machine.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

struct range {
    off_t offset;
    size_t length;
};

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* The path behind a descriptor when it is the folder or in it, else NULL. */
static const char *watched(int fd, char path[PATH_MAX]) {
    const char *folder = getenv("REMPART_DISK_FOLDER");
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (folder == NULL || length < 0) return NULL;
    path[length] = 0;
    size_t prefix = strlen(folder);
    return strncmp(path, folder, prefix) == 0 && (path[prefix] == '/' || path[prefix] == 0) ? path : NULL;
}

static void shadow_path(char result[PATH_MAX], const char *name, const char *suffix) {
    snprintf(result, PATH_MAX, "%s/%s%s", getenv("REMPART_DISK_SHADOW"), name, suffix);
}

static void id_of(int folder, const char *name, char id[64]) {
    struct statx made;
    if (statx(folder, name, name[0] ? 0 : AT_EMPTY_PATH, STATX_INO | STATX_BTIME, &made) != 0) abort();
    snprintf(id, 64, "%llu-%lld-%u", (unsigned long long)made.stx_ino, (long long)made.stx_btime.tv_sec,
             made.stx_btime.tv_nsec);
}

static int shadow_file(int fd, const char *suffix, int flags) {
    char id[64], path[PATH_MAX];
    id_of(fd, "", id);
    shadow_path(path, id, suffix);
    int file = open(path, flags | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) abort();
    return file;
}

static void remember(int fd, off_t offset, size_t length) {
    struct range written = {offset, length};
    int dirty = shadow_file(fd, ".dirty", O_WRONLY | O_APPEND);
    if (REAL(write)(dirty, &written, sizeof written) != sizeof written) abort();
    close(dirty);
}

static void sync_names(void) {
    char path[PATH_MAX], unfinished[PATH_MAX], id[64];
    shadow_path(path, "names", "");
    shadow_path(unfinished, "names", ".unfinished");
    FILE *names = fopen(unfinished, "we");
    DIR *folder = opendir(getenv("REMPART_DISK_FOLDER"));
    if (names == NULL || folder == NULL) abort();
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_type != DT_REG) continue;
        id_of(dirfd(folder), entry->d_name, id);
        fprintf(names, "%s %s\n", id, entry->d_name);
    }
    closedir(folder);
    fclose(names);
    rename(unfinished, path);
}

static void sync_bytes(int fd) {
    char readable[64], buffer[65536];
    snprintf(readable, sizeof readable, "/proc/self/fd/%d", fd);
    int from = open(readable, O_RDONLY | O_CLOEXEC), to = shadow_file(fd, "", O_WRONLY);
    int dirty = shadow_file(fd, ".dirty", O_RDWR);
    struct range range;
    while (read(dirty, &range, sizeof range) == sizeof range) {
        while (range.length > 0) {
            size_t most = range.length < sizeof buffer ? range.length : sizeof buffer;
            ssize_t length = pread64(from, buffer, most, range.offset);
            if (length <= 0) break;
            if (REAL(pwrite64)(to, buffer, length, range.offset) != length) abort();
            range.offset += length;
            range.length -= length;
        }
    }
    struct stat now;
    if (fstat(fd, &now) != 0 || REAL(ftruncate64)(to, now.st_size) != 0 || REAL(ftruncate64)(dirty, 0) != 0) abort();
    close(from);
    close(to);
    close(dirty);
}

static int forget_dirty(int fd) {
    int dirty = shadow_file(fd, ".dirty", O_WRONLY | O_TRUNC);
    close(dirty);
    errno = EIO;
    return -1;
}

static int synced(int fd, int (*real)(int)) {
    char path[PATH_MAX], fails[PATH_MAX];
    struct stat kind;
    if (watched(fd, path) == NULL) return real(fd);
    if (fstat(fd, &kind) != 0) return -1;
    pthread_mutex_lock(&one_at_a_time);
    shadow_path(fails, "fsync-fails", "");
    int result = 0;
    if (S_ISDIR(kind.st_mode)) sync_names();
    else if (strstr(path, "-wal") != NULL && access(fails, F_OK) == 0) result = forget_dirty(fd);
    else sync_bytes(fd);
    pthread_mutex_unlock(&one_at_a_time);
    return result;
}

int fsync(int fd) { return synced(fd, REAL(fsync)); }
int fdatasync(int fd) { return synced(fd, REAL(fdatasync)); }

/* Bytes that still fit into the folder; LLONG_MAX when the test has set no limit. */
static long long room(void) {
    char path[PATH_MAX];
    long long bytes;
    shadow_path(path, "disk-bytes", "");
    FILE *limit = fopen(path, "re");
    if (limit == NULL) return LLONG_MAX;
    if (fscanf(limit, "%lld", &bytes) != 1) abort();
    fclose(limit);
    DIR *folder = opendir(getenv("REMPART_DISK_FOLDER"));
    struct stat file;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
        if (fstatat(dirfd(folder), entry->d_name, &file, 0) == 0 && S_ISREG(file.st_mode)) bytes -= file.st_size;
    closedir(folder);
    return bytes < 0 ? 0 : bytes;
}

/* How much of a write fits: a disk takes the part for which it has room. */
static size_t fitting(int fd, size_t length, off_t offset) {
    struct stat file;
    if (fstat(fd, &file) != 0) return length;
    long long growth = (long long)offset + (long long)length - file.st_size;
    long long missing = growth <= 0 ? 0 : growth - room();
    return missing <= 0 ? length : missing >= (long long)length ? 0 : length - (size_t)missing;
}

static size_t admit(int fd, size_t length, off_t offset) {
    pthread_mutex_lock(&one_at_a_time);
    size_t fits = fitting(fd, length, offset);
    if (fits > 0) remember(fd, offset, fits);
    pthread_mutex_unlock(&one_at_a_time);
    if (fits == 0) errno = ENOSPC;
    return fits;
}

ssize_t write(int fd, const void *bytes, size_t length) {
    char path[PATH_MAX];
    if (length == 0 || watched(fd, path) == NULL) return REAL(write)(fd, bytes, length);
    size_t fits = admit(fd, length, lseek(fd, 0, SEEK_CUR));
    return fits == 0 ? -1 : REAL(write)(fd, bytes, fits);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset) {
    char path[PATH_MAX];
    if (length == 0 || watched(fd, path) == NULL) return REAL(pwrite64)(fd, bytes, length, offset);
    size_t fits = admit(fd, length, offset);
    return fits == 0 ? -1 : REAL(pwrite64)(fd, bytes, fits, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return pwrite64(fd, bytes, length, offset); }

/* What is asked about the folder's disk is asked by the journal, before it makes its ballast. */
int statvfs64(const char *path, struct statvfs64 *disk) {
    int result = REAL(statvfs64)(path, disk);
    const char *folder = getenv("REMPART_DISK_FOLDER");
    if (result == 0 && folder != NULL && strncmp(path, folder, strlen(folder)) == 0) {
        long long bytes = room();
        if (bytes < LLONG_MAX) disk->f_bavail = (fsblkcnt64_t)bytes / disk->f_frsize;
    }
    return result;
}

int statvfs(const char *path, struct statvfs *disk) { return statvfs64(path, (struct statvfs64 *)disk); }
