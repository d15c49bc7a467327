#include "events.hpp"

#include <algorithm>
#include <numeric>
#include <set>

namespace corkit::inpaint {
namespace {

constexpr double kSameEvent = 12 * 60;  // minutes

std::string digits(const std::string &day) {
  std::string out;
  for (const char c : day)
    if (c >= '0' && c <= '9') out += c;
  return out;
}

}  // namespace

std::vector<Event> group_events(const std::vector<SourceImage> &images) {
  std::vector<std::size_t> order(images.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return images[a].minutes < images[b].minutes; });
  std::vector<Event> events;
  for (const std::size_t k : order) {
    const SourceImage *before = events.empty() ? nullptr : &images[events.back().images.back()];
    if (before == nullptr || (before->day != images[k].day && images[k].minutes - before->minutes >= kSameEvent))
      events.push_back({images[k].day, {}});
    events.back().images.push_back(k);
  }
  return events;
}

Split split_by_event(const std::vector<SourceImage> &images, const std::vector<std::string> &held_out) {
  std::set<std::string> wanted;
  for (const std::string &day : held_out) wanted.insert(digits(day));
  std::set<std::string> found;
  Split split;
  for (const Event &event : group_events(images)) {
    bool held = false;
    for (const std::size_t k : event.images) {
      const std::string day = digits(images[k].day);
      if (wanted.count(day) == 0) continue;
      found.insert(day);
      held = true;
    }
    auto &set = held ? split.validation : split.training;
    set.insert(set.end(), event.images.begin(), event.images.end());
  }
  for (const std::string &day : held_out)
    if (found.count(digits(day)) == 0)
      throw Error(CORKIT_ERROR_ARGUMENT, "no image was taken on " + day + "; --events names days on which the given images were taken");
  std::sort(split.training.begin(), split.training.end());
  std::sort(split.validation.begin(), split.validation.end());
  return split;
}

}  // namespace corkit::inpaint
