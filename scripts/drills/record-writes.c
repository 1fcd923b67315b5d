// An LD_PRELOAD library that notes what a process asks of the file system under $RECORD_FOLDER into $RECORD_FILE:
// writes, truncations, syncs and changes of names, in order. power-loss.ts plays them back up to any moment.
// A note: operation (1 byte), length of path (4), of second path (4), offset (8), length of data (8), then those.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static int record = -1;
static char folder[512];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(result, name, ...)                              \
  static result (*real)(__VA_ARGS__);                        \
  if (!real) real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

static ssize_t real_write(int fd, const void *bytes, size_t length) {
  REAL(ssize_t, write, int, const void *, size_t);
  return real(fd, bytes, length);
}

__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("RECORD_FILE");
  const char *watched = getenv("RECORD_FOLDER");
  if (!file || !watched) return;
  strncpy(folder, watched, sizeof folder - 1);
  record = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_watched(const char *path) { return record >= 0 && strncmp(path, folder, strlen(folder)) == 0; }

static int path_of(int fd, char *path, size_t size) {
  char link[64];
  if (record < 0 || fd == record) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, size - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return is_watched(path);
}

static void note(char operation, const char *path, const char *second, uint64_t offset, const void *data, uint64_t length) {
  uint32_t path_length = strlen(path), second_length = strlen(second);
  char head[25];
  head[0] = operation;
  memcpy(head + 1, &path_length, 4);
  memcpy(head + 5, &second_length, 4);
  memcpy(head + 9, &offset, 8);
  memcpy(head + 17, &length, 8);
  pthread_mutex_lock(&lock);
  real_write(record, head, sizeof head);
  real_write(record, path, path_length);
  real_write(record, second, second_length);
  if (data && length) real_write(record, data, length);
  pthread_mutex_unlock(&lock);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
  REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
  char path[512];
  ssize_t written = real(fd, bytes, length, offset);
  if (written > 0 && path_of(fd, path, sizeof path)) note('W', path, "", offset, bytes, written);
  return written;
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return pwrite64(fd, bytes, length, offset); }

ssize_t write(int fd, const void *bytes, size_t length) {
  char path[512];
  int watched = path_of(fd, path, sizeof path);
  off64_t offset = watched ? lseek64(fd, 0, SEEK_CUR) : 0;
  ssize_t written = real_write(fd, bytes, length);
  if (written > 0 && watched) note('W', path, "", offset, bytes, written);
  return written;
}

int ftruncate64(int fd, off64_t length) {
  REAL(int, ftruncate64, int, off64_t);
  char path[512];
  int result = real(fd, length);
  if (result == 0 && path_of(fd, path, sizeof path)) note('T', path, "", length, NULL, 0);
  return result;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int fsync(int fd) {
  REAL(int, fsync, int);
  char path[512];
  int result = real(fd);
  if (result == 0 && path_of(fd, path, sizeof path)) note('S', path, "", 0, NULL, 0);
  return result;
}
int fdatasync(int fd) {
  REAL(int, fdatasync, int);
  char path[512];
  int result = real(fd);
  if (result == 0 && path_of(fd, path, sizeof path)) note('S', path, "", 0, NULL, 0);
  return result;
}

int rename(const char *from, const char *to) {
  REAL(int, rename, const char *, const char *);
  int result = real(from, to);
  if (result == 0 && is_watched(to)) note('R', from, to, 0, NULL, 0);
  return result;
}

int unlink(const char *path) {
  REAL(int, unlink, const char *);
  int result = real(path);
  if (result == 0 && is_watched(path)) note('U', path, "", 0, NULL, 0);
  return result;
}

int mkdir(const char *path, mode_t mode) {
  REAL(int, mkdir, const char *, mode_t);
  int result = real(path, mode);
  if (result == 0 && is_watched(path)) note('M', path, "", 0, NULL, 0);
  return result;
}
