// A thread-safe table of immutable values computed once.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace corkit {

// Values are computed outside the lock: two threads asking for the same new key may both compute it, and the first one's value is kept, so
// every caller sees the same object.
template <class Key, class Value>
class Memo {
 public:
  template <class Compute>
  std::shared_ptr<const Value> get(const Key &key, Compute &&compute) const {
    {
      const std::lock_guard lock(mutex_);
      if (const auto found = table_.find(key); found != table_.end()) return found->second;
    }
    auto value = std::make_shared<const Value>(std::forward<Compute>(compute)());
    const std::lock_guard lock(mutex_);
    return table_.emplace(key, std::move(value)).first->second;
  }

 private:
  mutable std::mutex mutex_;
  mutable std::map<Key, std::shared_ptr<const Value>> table_;
};

}  // namespace corkit
