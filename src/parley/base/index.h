// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace parley::base {

/// A 0-based position in one kind of array. Indices of different kinds do not convert into each other.
template <class Tag>
class Index {
 public:
  constexpr Index() = default;
  constexpr explicit Index(std::size_t value) : value_(static_cast<std::uint32_t>(value)) {}

  [[nodiscard]] constexpr std::uint32_t value() const { return value_; }
  constexpr Index& operator++() {
    ++value_;
    return *this;
  }
  friend constexpr auto operator<=>(Index, Index) = default;

 private:
  std::uint32_t value_ = 0;
};

/// The half-open run [first, last) of one kind of index, to iterate over.
template <class I>
class IndexRange {
 public:
  class Iterator {
   public:
    constexpr explicit Iterator(I at) : at_(at) {}
    constexpr I operator*() const { return at_; }
    constexpr Iterator& operator++() {
      ++at_;
      return *this;
    }
    friend constexpr bool operator==(Iterator, Iterator) = default;

   private:
    I at_;
  };

  constexpr IndexRange(I first, I last) : first_(first), last_(last) {}
  [[nodiscard]] constexpr Iterator begin() const { return Iterator(first_); }
  [[nodiscard]] constexpr Iterator end() const { return Iterator(last_); }
  [[nodiscard]] constexpr std::size_t size() const { return last_.value() - first_.value(); }
  [[nodiscard]] constexpr bool empty() const { return first_ == last_; }
  [[nodiscard]] constexpr I front() const { return first_; }
  /// The k-th index of the run; k < size().
  [[nodiscard]] constexpr I operator[](std::size_t k) const { return I(first_.value() + k); }

 private:
  I first_;
  I last_;
};

}  // namespace parley::base

template <class Tag>
struct std::hash<parley::base::Index<Tag>> {
  std::size_t operator()(parley::base::Index<Tag> index) const noexcept { return index.value(); }
};
