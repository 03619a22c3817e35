// SPDX-License-Identifier: Apache-2.0
#include "parley/base/parallel.h"

#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <exception>
#include <vector>

#ifdef PARLEY_THREAD_SANITIZER
extern "C" void __tsan_acquire(void* address);
extern "C" void __tsan_release(void* address);
#endif

namespace parley::base {

namespace {

/// Debian's TBB is not built for the thread sanitizer, which therefore cannot see that bodies run after the call and
/// before its return, and finds races inside TBB. With it this file alone is compiled uninstrumented and says so: what
/// happens between two bodies is still checked.
class Order {
 public:
#ifdef PARLEY_THREAD_SANITIZER
  void mark() { __tsan_release(this); }
  void follow() { __tsan_acquire(this); }

 private:
  char address_ = 0;
#else
  void mark() {}
  void follow() {}
#endif
};

}  // namespace

void parallel_for(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& body) {
  if (threads <= 1 || count <= 1) {
    for (std::size_t k = 0; k < count; ++k) body(k);
    return;
  }
  std::vector<std::exception_ptr> thrown(count);
  Order called;
  Order done;
  called.mark();
  // TBB would print a warning where more threads are asked for than there are processors.
  const auto most = static_cast<unsigned>(tbb::info::default_concurrency());
  tbb::task_arena arena(static_cast<int>(std::min(threads, most)));
  arena.execute([&] {
    tbb::parallel_for(std::size_t{0}, count, [&](std::size_t k) {
      called.follow();
      try {
        body(k);
      } catch (...) {
        thrown[k] = std::current_exception();
      }
      done.mark();
    });
  });
  done.follow();
  for (const std::exception_ptr& exception : thrown)
    if (exception) std::rethrow_exception(exception);
}

}  // namespace parley::base
