// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <mutex>

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

class DN_THREAD_ANNOTATION(capability("mutex")) Mutex {
 public:
  void lock() DN_THREAD_ANNOTATION(acquire_capability()) { mutex_.lock(); }
  void unlock() DN_THREAD_ANNOTATION(release_capability()) { mutex_.unlock(); }
  bool try_lock() DN_THREAD_ANNOTATION(try_acquire_capability(true)) { return mutex_.try_lock(); }

 private:
  std::mutex mutex_;
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
