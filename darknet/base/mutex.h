// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <pthread.h>

// A mutex that clang's thread-safety analysis understands (plain std::mutex is invisible to it).
// `make check` runs that analysis; other compilers see an ordinary mutex.
#if defined(__clang__)
#define DN_THREAD_ANNOTATION(x) __attribute__((x))
#else
#define DN_THREAD_ANNOTATION(x)
#endif
#define GUARDED_BY(x) DN_THREAD_ANNOTATION(guarded_by(x))
#define REQUIRES(...) DN_THREAD_ANNOTATION(requires_capability(__VA_ARGS__))
#define EXCLUDES(...) DN_THREAD_ANNOTATION(locks_excluded(__VA_ARGS__))

namespace dn {

// Whoever holds it runs with the priority of the most urgent thread that waits for it (where the
// system can do that), so that an ordinary thread never keeps a real-time one waiting longer than
// the few instructions the lock is held for.
class DN_THREAD_ANNOTATION(capability("mutex")) Mutex {
 public:
  Mutex() noexcept {
    pthread_mutexattr_t attributes;
    ::pthread_mutexattr_init(&attributes);
    ::pthread_mutexattr_setprotocol(&attributes, PTHREAD_PRIO_INHERIT);
    ::pthread_mutex_init(&mutex_, &attributes);
    ::pthread_mutexattr_destroy(&attributes);
  }
  ~Mutex() { ::pthread_mutex_destroy(&mutex_); }
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

  void lock() DN_THREAD_ANNOTATION(acquire_capability()) { ::pthread_mutex_lock(&mutex_); }
  void unlock() DN_THREAD_ANNOTATION(release_capability()) { ::pthread_mutex_unlock(&mutex_); }

 private:
  pthread_mutex_t mutex_;
};

class DN_THREAD_ANNOTATION(scoped_lockable) MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) DN_THREAD_ANNOTATION(acquire_capability(mutex)) : mutex_(mutex) {
    mutex_.lock();
  }
  ~MutexLock() DN_THREAD_ANNOTATION(release_capability()) { mutex_.unlock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

 private:
  Mutex& mutex_;
};

// Use with std::condition_variable_any::wait(mutex, ...) while a MutexLock holds the mutex.

}  // namespace dn
