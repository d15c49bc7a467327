#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "validate/report.hpp"

namespace tool::validate {

namespace {

using nlohmann::ordered_json;

ordered_json or_null(const std::string &text) { return text.empty() ? ordered_json(nullptr) : ordered_json(text); }

ordered_json number(double value) { return std::isfinite(value) ? ordered_json(value) : ordered_json("infinite"); }

ordered_json pixels_of(const PixelComparison &p) {
  ordered_json out{{"size", {p.nx, p.ny}}, {"size_corkit", {p.other_nx, p.other_ny}}};
  if (!p.same_shape()) return out;
  out["count"] = p.count;
  out["identical"] = p.identical;
  out["within"] = p.within;
  out["beyond"] = p.beyond;
  out["left_out"] = p.known;
  auto &apart = out["percentiles"] = ordered_json::array();
  for (size_t i = 0; i < percents.size(); ++i)
    apart.push_back({{"percent", percents[i]}, {"absolute", number(p.absolute[i])}, {"relative", number(p.relative[i])}});
  out["worst"] = nullptr;
  if (p.within + p.beyond > 0) {
    out["worst"] = {{"at", {p.worst.x, p.worst.y}},
                    {"solarsoft", number(p.worst.theirs)},
                    {"corkit", number(p.worst.mine)},
                    {"absolute", number(p.worst.difference)},
                    {"relative", number(p.worst.relative)}};
  }
  return out;
}

ordered_json json_of_cards(const std::vector<CardNote> &cards) {
  ordered_json list = ordered_json::array();
  for (const CardNote &card : cards) {
    ordered_json entry{{"keyword", card.keyword},
                       {"solarsoft", card.theirs ? ordered_json(*card.theirs) : ordered_json(nullptr)},
                       {"corkit", card.mine ? ordered_json(*card.mine) : ordered_json(nullptr)}};
    if (!card.reason.empty()) entry["reason"] = card.reason;
    list.push_back(entry);
  }
  return list;
}

ordered_json image_of(const Checked &c) {
  ordered_json out{{"input", c.input},          {"name", or_null(c.name)},       {"solarsoft", or_null(c.theirs)},
                   {"corkit", or_null(c.mine)}, {"verdict", word_of(c.verdict)}, {"sentence", c.sentence()}};
  if (c.verdict == Verdict::not_compared) {
    out["log"] = or_null(c.log);
    return out;
  }
  out["made"] = or_null(c.made);
  out["pixels"] = pixels_of(c.pixels);
  out["cards"] = {{"count", c.cards.count},
                  {"identical", c.cards.identical},
                  {"expected", json_of_cards(c.cards.expected)},
                  {"unexpected", json_of_cards(c.cards.unexpected)}};
  out["versions"] = {{"solarsoft", c.with}, {"corkit", c.with_corkit}};
  out["reasons"] = c.reasons;
  out["warnings"] = c.warnings;
  return out;
}

}  // namespace

void print_json(const Summary &summary) {
  ordered_json out{{"agrees", summary.agrees()},
                   {"sentence", summary.sentence()},
                   {"solarsoft", summary.with},
                   {"calibration", summary.calibration},
                   {"rtol", summary.tolerance.relative},
                   {"pixels_percent", summary.tolerance.share_percent},
                   {"identical", summary.count(Verdict::identical)},
                   {"agree", summary.count(Verdict::identical) + summary.count(Verdict::agrees)},
                   {"differ", summary.count(Verdict::differs)},
                   {"not_compared", summary.count(Verdict::not_compared)}};
  auto &images = out["images"] = ordered_json::array();
  for (const Checked &image : summary.images) images.push_back(image_of(image));
  fmt::print("{}\n", out.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
}

}  // namespace tool::validate
