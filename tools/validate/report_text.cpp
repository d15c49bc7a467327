#include <corkit/corkit.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "core/printable.hpp"
#include "validate/report.hpp"

namespace tool::validate {

namespace {

void line(const char *what, const std::string &text) { fmt::print("  {:<12} {}\n", what, corkit::escaped(text)); }

void print_pixels(const Checked &c, const Tolerance &tolerance) {
  const PixelComparison &p = c.pixels;
  if (!p.same_shape()) {
    line("pixels", fmt::format("{} x {} and {} x {}", p.nx, p.ny, p.other_nx, p.other_ny));
    return;
  }
  line("pixels", fmt::format("{}: {} identical, {} within {:g}{}, {} beyond{}", p.count, p.identical, p.within, tolerance.relative,
                             p.step > 0 ? " or one step" : "", p.beyond, p.known > 0 ? fmt::format(", {} left out", p.known) : ""));
  if (p.within + p.beyond == 0) return;
  std::string absolute, relative;
  for (size_t i = 0; i < percents.size(); ++i) {
    absolute += fmt::format("{}{:.3g}", i == 0 ? "" : ", ", p.absolute[i]);
    relative += fmt::format("{}{:.3g}", i == 0 ? "" : ", ", p.relative[i]);
  }
  line("apart", fmt::format("50, 90, 99 and 99.9 % of the pixels by up to {} MSB, relative {}", absolute, relative));
  line("worst", fmt::format("x={} y={} (from 0): {:.6g} and {:.6g}, {:.3g} apart, relative {:.3g}", p.worst.x, p.worst.y, p.worst.theirs,
                            p.worst.mine, p.worst.difference, p.worst.relative));
}

void print_card(const CardNote &card) {
  if (card.theirs) fmt::print("    < {}\n", corkit::escaped(*card.theirs));
  if (card.mine) fmt::print("    > {}\n", corkit::escaped(*card.mine));
}

void print_image(const Checked &c, const Tolerance &tolerance) {
  // One that cannot be read has neither.
  const std::string heading = c.name.empty() ? std::filesystem::path(c.input).filename().string() : c.name + "  " + c.title;
  fmt::print("{}\n", corkit::escaped(heading));
  line("level 0.5", c.input);
  if (c.verdict == Verdict::not_compared) {
    line("not compared", c.error);
    if (!c.log.empty()) {
      fmt::print("  SolarSoft printed\n");
      size_t at = 0;
      for (size_t end = c.log.find('\n'); end != std::string::npos; at = end + 1, end = c.log.find('\n', at))
        fmt::print("    | {}\n", corkit::escaped(c.log.substr(at, end - at)));
    }
    return;
  }
  line("SolarSoft", c.theirs.empty() ? maker_of(c) : c.theirs + ", " + maker_of(c));
  line("corkit", fmt::format("{}{}{}", corkit_version(), c.mine.empty() ? "" : ", ", c.mine));
  for (const std::string &version : other_versions(c)) line("made with", version);
  print_pixels(c, tolerance);
  line("cards", fmt::format("{}: {} identical, {} expected differences, {} unexpected", c.cards.count, c.cards.identical,
                            c.cards.expected.size(), c.cards.unexpected.size()));
  for (const CardNote &card : c.cards.unexpected) {
    line("unexpected", card.keyword);
    print_card(card);
  }
  for (const CardNote &card : c.cards.expected) {
    line("expected", fmt::format("{}: {}", card.keyword, card.reason));
    print_card(card);
  }
  for (const std::string &reason : c.reasons)
    if (std::none_of(c.cards.expected.begin(), c.cards.expected.end(), [&](const CardNote &card) { return card.reason == reason; }))
      line("known", reason);
  for (const std::string &warning : c.warnings) line("warning", warning);
  line(word_of(c.verdict), c.sentence());
}

}  // namespace

void print_text(const Summary &summary) {
  for (const Checked &image : summary.images) {
    print_image(image, summary.tolerance);
    fmt::print("\n");
  }
  fmt::print("SolarSoft: {}\ncalibration: {}\n{}\n", corkit::escaped(summary.with), corkit::escaped(summary.calibration),
             summary.sentence());
}

}  // namespace tool::validate
