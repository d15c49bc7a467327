#include "validate/report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tool::validate {

size_t Summary::count(Verdict verdict) const {
  return static_cast<size_t>(std::count_if(images.begin(), images.end(), [&](const Checked &c) { return c.verdict == verdict; }));
}

bool Summary::agrees() const { return !images.empty() && count(Verdict::identical) + count(Verdict::agrees) == images.size(); }

std::string Summary::sentence() const {
  const size_t compared = images.size() - count(Verdict::not_compared), identical = count(Verdict::identical);
  const size_t good = identical + count(Verdict::agrees);
  std::string text;
  if (compared == 0)
    text = "nothing could be compared";
  else if (good == compared)
    text = compared == 1 ? "corkit agrees with SolarSoft in the image that was compared"
                         : fmt::format("corkit agrees with SolarSoft in all {} images that were compared", compared);
  else
    text = fmt::format("corkit differs from SolarSoft in {} of {} images that were compared", compared - good, compared);
  if (identical > 0 && compared > 1) text += fmt::format(", {} identical but for what says who made them, and when", identical);
  if (const size_t failed = images.size() - compared; failed > 0) text += fmt::format("; {} not compared", failed);
  const auto own = std::count_if(images.begin(), images.end(), [](const Checked &c) { return c.by_corkit(); });
  if (own > 0)
    text += fmt::format("; but {} of these products {} made by corkit, which says nothing of SolarSoft", own, own == 1 ? "was" : "were");
  return text;
}

std::vector<std::string> other_versions(const Checked &checked) {
  std::vector<std::string> lines;
  const auto said = [](const std::map<std::string, std::string> &all, const std::string &name) {
    const auto found = all.find(name);
    return found == all.end() ? std::string("none") : found->second;
  };
  for (const auto &[name, version] : checked.with)
    if (const std::string mine = said(checked.with_corkit, name); mine != version)
      lines.push_back(fmt::format("{} {} (corkit: {})", name, version, mine));
  for (const auto &[name, version] : checked.with_corkit)
    if (!checked.with.contains(name) && name != "corkit") lines.push_back(fmt::format("{} none (corkit: {})", name, version));
  return lines;
}

std::string maker_of(const Checked &checked) {
  if (checked.by_corkit())
    return fmt::format("made {} by corkit {}, not by SolarSoft", checked.made.empty() ? "at an unknown time" : checked.made.substr(0, 10),
                       checked.with.at("corkit"));
  const auto routine = checked.with.find("reduce_level_1.pro");
  return fmt::format("made {} by {}", checked.made.empty() ? "at an unknown time" : checked.made.substr(0, 10),
                     routine == checked.with.end() ? "an unknown version" : "reduce_level_1 " + routine->second);
}

}  // namespace tool::validate
