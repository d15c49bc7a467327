#include <corkit/corkit.h>
#include <fmt/format.h>

#include "core/printable.hpp"
#include "html_text.hpp"
#include "validate/report.hpp"

namespace tool::validate {

namespace {

constexpr const char *kHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>corkit and SolarSoft</title>
<style>
body { font: 15px/1.45 sans-serif; margin: 1.5em auto; max-width: 1020px; padding: 0 1em; color: #222; }
h1 { font-size: 1.5em; } h2 { font-size: 1.15em; margin: 2em 0 .4em; border-top: 1px solid #ccc; padding-top: .8em; }
table { border-collapse: collapse; } td, th { text-align: left; padding: .15em .9em .15em 0; vertical-align: top; }
pre { background: #f4f4f4; padding: .6em; overflow-x: auto; font-size: 12px; line-height: 1.35; }
figure { display: inline-block; margin: .4em .5em .4em 0; } figure img { display: block; background: #000; }
figcaption { font-size: .85em; color: #555; }
.identical, .agrees { color: #06662a; font-weight: bold; } .differs, .not-compared { color: #a00000; font-weight: bold; }
.legend { display: inline-block; width: 320px; height: 12px; background: linear-gradient(to right, #3d0000, #a01000, #ff5a00, #ffb020, #ffff80, #fff); }
</style>
</head>
<body>
)";

std::string shown_text(const std::string &text) { return escaped_html(corkit::escaped(text)); }

std::string class_of(Verdict verdict) { return verdict == Verdict::not_compared ? "not-compared" : word_of(verdict); }

std::string row(const std::string &name, const std::string &value) {
  return fmt::format("<tr><th>{}</th><td>{}</td></tr>\n", name, shown_text(value));
}

std::string html_of_cards(const std::vector<CardNote> &cards) {
  std::string out = "<pre>";
  for (const CardNote &card : cards) {
    if (!card.reason.empty()) out += shown_text(card.keyword + ": " + card.reason) + '\n';
    if (card.theirs) out += "&lt; " + shown_text(*card.theirs) + '\n';
    if (card.mine) out += "&gt; " + shown_text(*card.mine) + '\n';
  }
  return out + "</pre>\n";
}

std::string pictures_of(const Checked &c) {
  constexpr const char *captions[] = {"SolarSoft", "corkit, same scale", "difference; circle: the worst pixel"};
  std::string out;
  for (size_t i = 0; i < c.pictures.size() && i < 3; ++i) {
    const std::string &png = c.pictures[i];
    out += fmt::format("<figure><img alt=\"{}\" src=\"data:image/png;base64,{}\"><figcaption>{}</figcaption></figure>\n", captions[i],
                       base64(reinterpret_cast<const unsigned char *>(png.data()), png.size()), captions[i]);
  }
  return out;
}

std::string pixel_rows(const Checked &c, const Tolerance &tolerance) {
  const PixelComparison &p = c.pixels;
  if (!p.same_shape()) return row("pixels", fmt::format("{} x {} and {} x {}", p.nx, p.ny, p.other_nx, p.other_ny));
  std::string out =
      row("pixels", fmt::format("{}: {} identical, {} within {:g}{}, {} beyond{}", p.count, p.identical, p.within, tolerance.relative,
                                p.step > 0 ? " or one step" : "", p.beyond, p.known > 0 ? fmt::format(", {} left out", p.known) : ""));
  for (size_t i = 0; i < percents.size() && p.within + p.beyond > 0; ++i)
    out +=
        row(fmt::format("{:g} %", percents[i]), fmt::format("differ by up to {:.3g} MSB, relative {:.3g}", p.absolute[i], p.relative[i]));
  if (p.within + p.beyond > 0)
    out += row("worst", fmt::format("x={} y={} (from 0): {:.6g} and {:.6g}", p.worst.x, p.worst.y, p.worst.theirs, p.worst.mine));
  return out;
}

std::string versions_of(const Checked &c) {
  std::string out = "<table><tr><th>HISTORY</th><th>SolarSoft</th><th>corkit</th></tr>\n";
  auto all = c.with;
  all.insert(c.with_corkit.begin(), c.with_corkit.end());
  const auto said = [](const std::map<std::string, std::string> &side, const std::string &name) {
    const auto found = side.find(name);
    return found == side.end() ? std::string("-") : found->second;
  };
  for (const auto &entry : all)
    out += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td></tr>\n", shown_text(entry.first), shown_text(said(c.with, entry.first)),
                       shown_text(said(c.with_corkit, entry.first)));
  return out + "</table>\n";
}

std::string section_of(const Checked &c, const Tolerance &tolerance) {
  std::string out =
      fmt::format("<h2>{} <small>{}</small></h2>\n<p><span class=\"{}\">{}</span>: {}</p>\n", shown_text(c.name.empty() ? c.input : c.name),
                  shown_text(c.title), class_of(c.verdict), word_of(c.verdict), shown_text(c.sentence()));
  if (c.verdict == Verdict::not_compared) {
    if (c.log.empty()) return out;
    return out + "<p>SolarSoft printed</p>\n<pre>" + escaped_html(c.log) + "</pre>\n";
  }
  out += pictures_of(c) + "<table>\n" + row("level 0.5", c.input) +
         row("SolarSoft", c.theirs.empty() ? maker_of(c) : c.theirs + ", " + maker_of(c)) + pixel_rows(c, tolerance);
  out += row("cards", fmt::format("{}: {} identical, {} expected differences, {} unexpected", c.cards.count, c.cards.identical,
                                  c.cards.expected.size(), c.cards.unexpected.size()));
  for (const std::string &reason : c.reasons) out += row("known", reason);
  for (const std::string &warning : c.warnings) out += row("warning", warning);
  out += "</table>\n";
  if (!c.cards.unexpected.empty())
    out += "<p>Unexpected differences (&lt; SolarSoft, &gt; corkit)</p>\n" + html_of_cards(c.cards.unexpected);
  if (!c.cards.expected.empty())
    out += "<details><summary>Expected differences of cards</summary>\n" + html_of_cards(c.cards.expected) + "</details>\n";
  return out + "<details><summary>Versions and calibration files</summary>\n" + versions_of(c) + "</details>\n";
}

}  // namespace

std::string page_of(const Summary &summary) {
  std::string page = kHead;
  page += fmt::format("<h1>corkit and SolarSoft</h1>\n<p class=\"{}\">{}</p>\n", summary.agrees() ? "agrees" : "differs",
                      shown_text(summary.sentence()));
  page += "<table>\n" + row("corkit", fmt::format("{}, follows {}", corkit_version(), corkit_solarsoft_version())) +
          row("SolarSoft", summary.with) + row("calibration", summary.calibration) +
          row("tolerance",
              fmt::format("{:g} of a pixel's brightness and the median together, or one step of a product of 16 bits; {:g} % of the pixels",
                          summary.tolerance.relative, summary.tolerance.share_percent)) +
          "</table>\n";
  page +=
      "<p><span class=\"legend\"></span><br><small>difference pictures: black identical, then relative differences from 1e-8 (left) to 1 "
      "(right)</small></p>\n";
  page += "<table><tr><th>product</th><th>verdict</th><th>pixels beyond</th><th>cards unexpected</th></tr>\n";
  for (const Checked &c : summary.images) {
    page +=
        fmt::format("<tr><td>{}</td><td class=\"{}\">{}</td><td>{}</td><td>{}</td></tr>\n", shown_text(c.name.empty() ? c.input : c.name),
                    class_of(c.verdict), word_of(c.verdict), c.pixels.beyond, c.cards.unexpected.size());
  }
  page += "</table>\n";
  for (const Checked &c : summary.images) page += section_of(c, summary.tolerance);
  return page + "</body>\n</html>\n";
}

}  // namespace tool::validate
